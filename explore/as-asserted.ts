import { asks, type Property } from '#checker/property';

/** That something is never seen, as a property to violate: what violates it is what is to be seen. */
export const asAsserted = (property: Property): Property =>
  property.kind === 'sometimes'
    ? { ...property, kind: 'always', holds: (s) => !asks(property.holds(s)) }
    : property;
