import { appliesTo, isProperty, type Property } from './property.js';
import type { Protocol } from './protocol.js';

/**
 * Names by which protocols and properties are known to the command line, by identity: a protocol that builds on another
 * one does not take over its name.
 */
const names = new WeakMap<object, string>();
const properties = new Map<string, Property>();

/** Makes protocols and properties known by name; a property is from then on one of those that are judged by default. */
export function register(things: Readonly<Record<string, Protocol | Property>>): void {
  for (const [name, thing] of Object.entries(things)) {
    names.set(thing, name);
    if (isProperty(thing)) properties.set(name, thing);
  }
}
export const nameOf = (thing: Protocol | Property): string | undefined => names.get(thing);

/** The registered properties that speak of a protocol's variables, but for those that are judged on request only. */
export const propertiesOf = ({ schema }: Protocol): Readonly<Record<string, Property>> =>
  Object.fromEntries(
    [...properties].filter(([, property]) => !property.onRequest && appliesTo(property, schema)),
  );
