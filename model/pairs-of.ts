/** All pairs of two, the earlier one first. */
export const pairsOf = <Element>(all: readonly Element[]): (readonly [Element, Element])[] =>
  all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));
