import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '#explore/random';

const MASK = 0xffffffffn;
/** The generator as its author gives it, in whole numbers of any size. */
function* numbersOf(seeds: readonly [number, number, number]): Generator<number> {
  let [a, b, c] = seeds.map((seed) => BigInt(seed) & MASK) as [bigint, bigint, bigint];
  let d = 1n;
  for (let i = 0; ; i++) {
    const sum = (a + b + d) & MASK;
    d = (d + 1n) & MASK;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & MASK;
    c = (((c << 21n) | (c >> 11n)) + sum) & MASK;
    // The first twelve only mix the seeds.
    if (i >= 12) yield Number(sum);
  }
}
const drawn = (random: Random, many = 8): number[] => Array.from({ length: many }, () => random.next());
const word = fc.integer({ min: -0x80000000, max: 0x7fffffff });

describe('random numbers', () => {
  it('are those of sfc32', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        const expected = numbersOf([a, b, c]);
        expect(drawn(new Random(a, b, c), 40)).toEqual(
          Array.from({ length: 40 }, () => expected.next().value as number),
        );
      }),
    );
  });

  it('of a run depend on the seed and the number of the run', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(), (seed, run) => {
        const numbers = drawn(Random.of(seed, run));
        expect(drawn(Random.of(seed, run))).toEqual(numbers);
        expect(drawn(Random.of(seed, run + 1))).not.toEqual(numbers);
        expect(drawn(Random.of(seed + 1, run))).not.toEqual(numbers);
        expect(drawn(Random.of(run, run === seed ? seed + 1 : seed))).not.toEqual(numbers);
      }),
    );
  });

  it('of seeds beyond 32 bits are not those of their low bits', () => {
    for (const seed of [1, 7, 2 ** 31, 2 ** 32 - 1])
      expect(drawn(Random.of(seed, 0))).not.toEqual(drawn(Random.of(seed + 2 ** 32, 0)));
  });

  it('below a limit are whole, not negative and below it, up to 2^32', () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 1, max: 2 ** 32 }), (seed, limit) => {
        const random = Random.of(seed, 0);
        for (let i = 0; i < 50; i++) {
          const number = random.below(limit);
          expect(Number.isInteger(number) && number >= 0 && number < limit).toBe(true);
        }
      }),
    );
    const random = Random.of(3, 3);
    expect(Array.from({ length: 9 }, () => random.below(1))).toEqual(Array(9).fill(0));
  });

  it('come about equally often', () => {
    const random = Random.of(42, 0);
    const times = Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) times[random.below(10)]!++;
    // Ten thousand each, give or take six standard deviations.
    for (const n of times) expect(Math.abs(n - 10_000)).toBeLessThan(600);
  });
});
