import { describe, expect, it } from 'vitest';
import { EFFORT, effortFrom } from '#explore/effort';

describe('an effort', () => {
  it('is the usual one where nothing is said', () => {
    expect(effortFrom({})).toEqual(EFFORT);
    expect(EFFORT).toEqual({ steps: 20_000, depth: 60, burst: 6 });
  });
  it('differs from it in what is said alone', () => {
    expect(effortFrom({ depth: 5 })).toEqual({ ...EFFORT, depth: 5 });
    expect(effortFrom({ steps: 1, depth: 1, burst: 1 })).toEqual({ steps: 1, depth: 1, burst: 1 });
    expect(effortFrom({ steps: 10_000_000 }).steps).toBe(10_000_000);
  });
  it('is a whole number of at least 1 in each part, and is refused by name otherwise', () => {
    for (const name of ['steps', 'depth', 'burst'])
      for (const value of [0, -1, 1.5, NaN, Infinity, 10_000_000 + 1])
        expect(() => effortFrom({ [name]: value })).toThrow(
          new RangeError(`The effort's ${name} must be a whole number from 1 to 10000000, and not ${value}.`),
        );
  });
});
