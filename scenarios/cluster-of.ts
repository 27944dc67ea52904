import type { Bound, Protocol } from '#checker/dsl';

type Numbers = Readonly<Record<string, number>>;

export const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0;
export const defaultsOf = ({ bounds }: Protocol): Numbers =>
  Object.fromEntries(
    Object.entries(bounds as Readonly<Record<string, Bound>>).map(([name, { default: usual }]) => [
      name,
      usual,
    ]),
  );
/** How often each action may happen. */
export const limitsOf = ({ actions, limits = {} }: Protocol): Numbers =>
  Object.fromEntries(Object.keys(actions).map((name) => [name, limits[name] ?? Infinity]));
/** The first that is not the same in both. What one side alone has is a part of what tells them apart. */
export const differing = (one: Numbers, other: Numbers): string | undefined =>
  Object.keys(one).find((name) => Object.hasOwn(other, name) && other[name] !== one[name]);
