import { boundsFor, type BoundDeclarations, type Bounds, type BoundsOf } from '#checker/bounds';
import { checkTraceName, isShipped, nameOf, propertiesOf } from '#checker/library';
import { appliesTo, type Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import type { RecordOf } from '#checker/schema';
import type { Search } from '#checker/search';

/** What a caller names of a protocol's bounds and properties; the rest has its defaults. */
export interface Asked<S, B> {
  /** Those that are not given are the protocol's defaults. */
  readonly bounds?: Partial<BoundsOf<B>> | undefined;
  /**
   * The properties to assert, by any name; one that is registered goes by its registered name. By default those that are
   * registered and speak of the protocol's variables, as 'tidemark/kafka' registers its own, but for those that are judged
   * on request only.
   */
  readonly properties?: Readonly<Record<string, Property<S>>> | undefined;
}

/**
 * What is to be walked. The registered `sometimes` properties are looked out for in any case.
 *
 * @throws BoundsError, and Error where there is no property, or one speaks of variables that the protocol does not have.
 */
export function searchFor<S extends RecordOf<any>, B extends BoundDeclarations>(
  protocol: Protocol<S, B>,
  { bounds, properties: named }: Asked<S, B> = {},
): Search {
  const registered = propertiesOf(protocol);
  const properties: Record<string, Property> = {};
  for (const [name, property] of Object.entries(named ?? registered)) {
    if (!appliesTo(property, protocol.schema))
      throw new Error(`The property ${name} speaks of variables that this protocol does not have.`);
    const known = nameOf(property) ?? name;
    if (properties[known] !== undefined && properties[known] !== property)
      throw new Error(`Two properties are named ${known}: give one of them another name.`);
    checkTraceName(known);
    properties[known] = property;
  }
  if (Object.keys(properties).length === 0)
    throw new Error(
      'There is no property to look for: name some, as in { properties: { strongIsr } }, or import a module that registers ' +
        "them, as 'tidemark/kafka' does.",
    );
  for (const [name, property] of Object.entries(registered))
    if (property.kind === 'sometimes') properties[name] ??= property;
  return { protocol, properties, bounds: boundsFor(protocol.bounds, bounds as Bounds) };
}

/** What a protocol without a registered name is called in traces. */
const UNNAMED = 'unnamed';
export const protocolName = (protocol: Protocol): string => nameOf(protocol) ?? UNNAMED;
/** Whether the command line knows both by these names. */
export const isKnown = ({ protocol, properties }: Search, property: string): boolean =>
  isShipped(protocol) && isShipped(properties[property]!) && nameOf(properties[property]!) === property;
/** Of what is looked out for, what is asserted. */
export const assertedIn = ({ properties }: Search): string[] =>
  Object.keys(properties).filter((name) => properties[name]!.kind !== 'sometimes');
