import { appliesTo, isProperty, type Property } from './property.js';
import type { Protocol } from './protocol.js';

/**
 * Names by which protocols and properties are known to the command line, by identity: a protocol that builds on another
 * one does not take over its name.
 */
const names = new WeakMap<object, string>();
const shipped = new WeakSet<object>();
const shippedNames = new Map<string, object>();
const properties = new Map<string, Property>();

/**
 * Makes protocols and properties known by name; a property is from then on one of those that are judged by default.
 *
 * @param isShipped Whether the command line knows them by these names too.
 * @throws Error for what can be no name in a trace, or is one of what the command line knows.
 */
export function register(
  things: Readonly<Record<string, Protocol | Property>>,
  { isShipped = false }: { readonly isShipped?: boolean } = {},
): void {
  for (const [name, thing] of Object.entries(things)) {
    checkTraceName(name);
    if (isShipped) {
      shipped.add(thing);
      shippedNames.set(name, thing);
    } else if (shippedNames.get(name) !== thing) {
      const known = names.get(thing);
      if (shippedNames.has(name))
        throw new Error(`The name ${name} is taken: give what you register another one.`);
      if (known !== undefined && shippedNames.get(known) === thing)
        throw new Error(`${known} has a name already, which the command line knows.`);
      shipped.delete(thing);
    }
    names.set(thing, name);
    if (isProperty(thing)) properties.set(name, thing);
  }
}
/** @throws Error for a name that a trace, or the path of one, could not be read back with. */
export function checkTraceName(name: string): void {
  if (!/^[A-Za-z0-9](?:[\w-]|\b\.\b)*$/.test(name))
    throw new Error(
      `"${name}" can be no name in a trace: letters, digits, - and _ make one, and single dots between them.`,
    );
}
export const isShipped = (thing: Protocol | Property): boolean => shipped.has(thing);
export const nameOf = (thing: Protocol | Property): string | undefined => names.get(thing);

/** Gives a protocol the name of the one that it was made from: the command line knows what was done by an option. */
export function inheritName<P extends Protocol>(from: Protocol, to: P): P {
  const name = names.get(from);
  if (name !== undefined) names.set(to, name);
  if (shipped.has(from)) shipped.add(to);
  return to;
}

/** The registered properties that speak of a protocol's variables, but for those that are judged on request only. */
export const propertiesOf = ({ schema }: Protocol): Readonly<Record<string, Property>> =>
  Object.fromEntries(
    [...properties].filter(([, property]) => !property.onRequest && appliesTo(property, schema)),
  );
