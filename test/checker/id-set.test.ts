import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  difference,
  has,
  idsBelow,
  idSetOf,
  idsIn,
  intersection,
  isSubset,
  minus,
  NOBODY,
  only,
  plus,
  sizeOf,
  union,
} from '#checker/id-set';

const id = fc.nat(30);
const ids = fc.uniqueArray(id);
const sorted = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);
/** Every set must be a number that a field of 31 members takes. */
const members = (set: ReturnType<typeof idSetOf>): number[] => {
  expect(set).toBe(set >>> 0);
  expect(set).toBeLessThan(2 ** 31);
  return idsIn(set);
};

describe('a set of ids', () => {
  it('behaves as a Set', () => {
    fc.assert(
      fc.property(ids, ids, id, (a, b, one) => {
        const [x, y, A, B] = [idSetOf(a), idSetOf(b), new Set(a), new Set(b)];
        expect(members(x)).toEqual(sorted(A));
        expect(sizeOf(x)).toBe(A.size);
        expect(has(x, one)).toBe(A.has(one));
        expect(has(x, { id: one })).toBe(A.has(one));
        expect(members(plus(x, one))).toEqual(sorted(new Set([...a, one])));
        expect(members(minus(x, { id: one }))).toEqual(sorted(a.filter((other) => other !== one)));
        expect(members(union(x, y))).toEqual(sorted(new Set([...a, ...b])));
        expect(members(intersection(x, y))).toEqual(sorted(a.filter((other) => B.has(other))));
        expect(members(difference(x, y))).toEqual(sorted(a.filter((other) => !B.has(other))));
        expect(isSubset(x, y)).toBe(a.every((other) => B.has(other)));
        expect(x === y).toBe(JSON.stringify(sorted(A)) === JSON.stringify(sorted(B)));
      }),
    );
  });

  it('is the same in whatever order it was made', () => {
    fc.assert(
      fc.property(ids, (list) => {
        expect(idSetOf(list)).toBe(idSetOf(list.toReversed()));
      }),
    );
  });

  it('is a value: to change one is to make another', () => {
    const isr = idSetOf([0, 2]);
    plus(isr, 1);
    minus(isr, 0);
    expect(idsIn(isr)).toEqual([0, 2]);
  });

  it('of all ids below a count has these, up to 31 of them', () => {
    for (let count = 0; count <= 31; count++)
      expect(members(idsBelow(count))).toEqual(Array.from({ length: count }, (_, n) => n));
    expect(idsBelow(0)).toBe(NOBODY);
  });

  it('of one has that one alone', () => {
    for (let one = 0; one < 31; one++) expect(members(only({ id: one }))).toEqual([one]);
  });

  it('never has nobody in it, who is -1', () => {
    for (let count = 0; count <= 31; count++) expect(has(idsBelow(count), -1)).toBe(false);
  });
});
