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
   * registered and speak of the protocol's variables, but for those that are judged on request only, and those that
   * ask what can still be reached: no walk can tell.
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
    if (property.kind === 'recoverable') {
      if (named === undefined) continue;
      throw new Error(
        `${name} asks what can still be reached, which no walk can tell: search for it, with check(...).`,
      );
    }
    if (!appliesTo(property, protocol.schema))
      throw new Error(`The property ${name} speaks of variables that this protocol does not have.`);
    const known = nameOf(property) ?? name;
    if (properties[known] !== undefined && properties[known] !== property)
      throw new Error(`Two properties are named ${known}: give one of them another name.`);
    checkTraceName(known);
    properties[known] = property;
  }
  if (Object.keys(properties).length === 0) throw new Error(NOTHING);
  for (const [name, property] of Object.entries(registered)) {
    if (property.kind !== 'sometimes') continue;
    properties[name] ??= property;
    if (properties[name] !== property) throw new Error(`The name ${name} is taken by a registered property.`);
  }
  return { protocol, properties, bounds: boundsFor(protocol.bounds, bounds as Bounds) };
}

/** What a protocol without a registered name is called in traces, and such a property of a matcher. */
export const UNNAMED = 'unnamed';
export const UNNAMED_PROPERTY = 'property';
export const protocolName = (protocol: Protocol): string => nameOf(protocol) ?? UNNAMED;
/** Whether the command line knows both by these names. */
export const isKnown = ({ protocol, properties }: Search, property: string): boolean =>
  isShipped(protocol) && isShipped(properties[property]!) && nameOf(properties[property]!) === property;
/** Of what is looked out for, what is asserted. */
export const assertedIn = ({ properties }: Search): string[] =>
  Object.keys(properties).filter((name) => properties[name]!.kind !== 'sometimes');
/** The same, where without something to assert nothing could ever fail. @throws as searchFor */
export function searchToAssert<S extends RecordOf<any>, B extends BoundDeclarations>(
  protocol: Protocol<S, B>,
  asked: Asked<S, B>,
): Search {
  const search = searchFor(protocol, asked);
  if (assertedIn(search).length === 0) throw new Error(NOTHING);
  return search;
}
const NOTHING =
  'There is no property to assert: name some, as in { properties: { strongIsr } }, or import what registers them.';
