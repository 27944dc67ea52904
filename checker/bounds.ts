/** What a run is bounded by: each bound's name and its value. */
export type Bounds = Readonly<Record<string, number>>;

/** One bound, as a protocol declares it: what it means, the values it may take, and the one it takes if none is given. */
export interface Bound {
  readonly meaning: string;
  readonly from: number;
  readonly to: number;
  readonly default: number;
}
export type BoundDeclarations = Readonly<Record<string, Bound>>;
/** The values of the declared bounds, by name. */
export type BoundsOf<Declarations> = { readonly [Name in keyof Declarations]: number };

/** A number that depends on the bounds of the run, such as the capacity of a log. */
export type Size = (bounds: never) => number;
/** @throws RangeError for one that is no size: a bound divided by two may be no whole number. */
export function sizeIn(size: Size, bounds: Bounds): number {
  const value = size(bounds as never);
  if (!Number.isInteger(value) || value < 0)
    throw new RangeError(
      `A size is a whole number from 0 on, and within these bounds one would be ${value}.`,
    );
  return value;
}

/** The name of a bound as an option of a command line: `logSize` is `log-size`. */
export const optionName = (bound: string): string =>
  bound.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The name of the bound that an option is of. */
export const boundName = (option: string): string =>
  option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The bounds that have another value than their default. */
export const otherThanDefault = (bounds: Bounds, declared: BoundDeclarations): [string, number][] =>
  Object.entries(bounds).filter(([name, value]) => declared[name]?.default !== value);

/**
 * The bounds of a run: those given, and the default of every other one declared.
 *
 * @throws BoundsError for a name that is not declared, or a value that is no whole number in the declared range.
 */
export function boundsFor(declared: BoundDeclarations, given: Bounds = {}): Bounds {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(declared, name))
      throw new BoundsError(
        `There is no bound ${name} here. The bounds are ${Object.keys(declared).join(', ')}.`,
      );
  return Object.fromEntries(
    Object.entries(declared).map(([name, { from, to, default: usual }]) => {
      const value = given[name] ?? usual;
      if (!Number.isInteger(value) || value < from || value > to)
        throw new BoundsError(
          `${optionName(name)} must be a whole number from ${from} to ${to}, and not ${value}.`,
        );
      return [name, value];
    }),
  );
}
/** A bound that is none of the protocol, is out of its range, or has no value. */
export class BoundsError extends Error {}
