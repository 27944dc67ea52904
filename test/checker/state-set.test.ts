import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entrySize, hashOf, secondHashOf, StateSet } from '#checker/state-set';

type Hash = (...words: number[]) => number;
const names = (width: number): string[] => Array.from({ length: width }, (_, k) => `w${k}`);
const first = (width: number): Hash =>
  new Function(...names(width), `${hashOf(width)} return h;`) as unknown as Hash;
const second = (width: number): Hash =>
  new Function(...names(width), `${secondHashOf(width)} return g;`) as unknown as Hash;

/** Numbers that are the same with every run: what is measured here is no matter of luck. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
}

/** Words of a state, how it was reached, and its place in the order of arrival. */
interface Arrival {
  readonly words: readonly number[];
  readonly parent: number;
  readonly step: number;
}

/** A queue of arrivals, as an explorer fills it. */
function queueOf(width: number, hash: Hash, arrivals: readonly Arrival[], from = 0): Int32Array {
  const Z = entrySize(width);
  const queue = new Int32Array(from + arrivals.length * Z);
  arrivals.forEach(({ words, parent, step }, i) =>
    queue.set([hash(...words), parent, step, ...words], from + i * Z),
  );
  return queue;
}

/** A set of states, and the Map that says what it should be. */
class Pair {
  readonly set: StateSet;
  readonly known = new Map<string, Arrival>();
  private levelStart = 0;
  private fillingStart = 0;
  private readonly hash: Hash;
  constructor(
    readonly width: number,
    readonly fingerprints: boolean,
    choices = 1000,
  ) {
    this.set = new StateSet(width, choices, fingerprints);
    this.hash = first(width);
  }
  add(arrivals: readonly Arrival[]): void {
    for (const arrival of arrivals) {
      const key = arrival.words.join();
      if (!this.known.has(key)) this.known.set(key, arrival);
    }
    this.set.makeRoomFor(this.set.count + arrivals.length);
    const from = 2 * entrySize(this.width);
    const queue = queueOf(this.width, this.hash, arrivals, from);
    this.set.add(queue, from, queue.length);
    expect(this.set.count).toBe(this.known.size);
  }
  turn(): void {
    this.set.turn();
    this.levelStart = this.fillingStart;
    this.fillingStart = this.known.size;
    expect(this.set.levelStart).toBe(this.levelStart);
    expect(this.set.levelSize).toBe(this.fillingStart - this.levelStart);
    expect(this.set.fillingStart).toBe(this.fillingStart);
  }
  /** Everything that can be asked of it. */
  check(): void {
    const { set, width } = this;
    const all = [...this.known.values()];
    expect([...set.parents.subarray(0, set.count)]).toEqual(all.map(({ parent }) => parent >>> 0));
    expect([...set.steps.subarray(0, set.count)]).toEqual(all.map(({ step }) => step));
    const wordsAt = ({ states, start }: StateSet['level'], i: number): number[] => [
      ...states.subarray((start + i) * width, (start + i + 1) * width),
    ];
    const expected = (i: number): readonly number[] => all[i]!.words;
    for (let i = 0; i < set.levelSize; i++)
      expect(wordsAt(set.level, i)).toEqual(expected(this.levelStart + i));
    for (let i = 0; i < set.count - set.fillingStart; i++)
      expect(wordsAt(set.filling, i)).toEqual(expected(this.fillingStart + i));
  }
}

const modes = [
  { fingerprints: false, what: 'whole states' },
  { fingerprints: true, what: 'fingerprints' },
];
const widths = [1, 2, 3, 4, 5, 6];

describe('a set of states behaves as a set', () => {
  for (const { fingerprints, what } of modes) {
    it(`of ${what}, whatever is added and whenever a level is over`, () => {
      // Few values, so that many arrive again; the sign bit and words that are 0 among them.
      const word = fc.constantFrom(0, 1, 2, -1, 1 << 31, 0x40000000, 0x10001);
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 6 }).chain((width) =>
            fc.record({
              width: fc.constant(width),
              commands: fc.array(
                fc.oneof(
                  { weight: 1, arbitrary: fc.constant('turn' as const) },
                  {
                    weight: 3,
                    arbitrary: fc.array(
                      fc.record({
                        words: fc.array(word, { minLength: width, maxLength: width }),
                        parent: fc.integer(),
                        step: fc.nat(999),
                      }),
                      { maxLength: 40 },
                    ),
                  },
                ),
                { maxLength: 12 },
              ),
            }),
          ),
          ({ width, commands }) => {
            const pair = new Pair(width, fingerprints);
            for (const command of commands) {
              if (command === 'turn') pair.turn();
              else pair.add(command);
              pair.check();
            }
          },
        ),
        { numRuns: 60 },
      );
    });

    it.each(widths)(`of ${what} in %i words, through tens of thousands of them and every growth`, (width) => {
      const next = numbersFrom(width);
      const pair = new Pair(width, fingerprints);
      for (let round = 0; round < 24; round++) {
        const arrivals = Array.from({ length: 1500 }, (): Arrival => {
          // As states are: most words alike, and a few bits that differ. In one word there are fewer of them.
          const n = (next() >>> 0) % 40_000;
          const words = Array.from({ length: width }, (_, k) =>
            k === n % width ? (n << 12) ^ k : k === 0 ? n & 7 : 0,
          );
          return { words, parent: next() >>> 0, step: (next() >>> 0) % 1000 };
        });
        pair.add(arrivals);
        if (round % 5 === 4) pair.turn();
      }
      expect(pair.set.count).toBeGreaterThan(10_000);
      pair.check();
    });
  }

  it('keeps steps of more than 2^16 choices', () => {
    const pair = new Pair(2, false, 100_000);
    pair.add(
      Array.from({ length: 5000 }, (_, i): Arrival => ({ words: [i, 0], parent: i, step: 95_000 + i })),
    );
    pair.check();
  });
  it('of no states at all has nothing to hand over', () => {
    const pair = new Pair(1, false);
    pair.turn();
    pair.turn();
    pair.check();
  });
  it('says how many bytes it takes to grow: none where there is room', () => {
    const set = new StateSet(3, 10, false);
    expect(set.bytesToGrow(100)).toBe(0);
    expect(set.bytesToGrow(1_000_000)).toBeGreaterThan(0);
    set.makeRoomFor(1_000_000);
    expect(set.bytesToGrow(1_000_000)).toBe(0);
  });
});

describe('a lane of the hash', () => {
  const lanes = [
    { lane: 'first', of: first },
    { lane: 'second', of: second },
  ];
  for (const { lane, of } of lanes) {
    it.each([1, 2, 3, 4, 5])(
      `the ${lane}, changes every bit half of the time, whichever bit of %i words changes`,
      (width) => {
        const hash = of(width);
        const next = numbersFrom(100 + width);
        const trials = 1500;
        let [least, most, sum] = [1, 0, 0];
        for (let bit = 0; bit < 32 * width; bit++) {
          const flips = new Int32Array(32);
          for (let trial = 0; trial < trials; trial++) {
            const words = Array.from({ length: width }, next);
            const before = hash(...words);
            words[bit >> 5]! ^= 1 << (bit & 31);
            const changed = before ^ hash(...words);
            for (let i = 0; i < 32; i++) flips[i]! += (changed >>> i) & 1;
          }
          for (const flipped of flips) {
            least = Math.min(least, flipped / trials);
            most = Math.max(most, flipped / trials);
            sum += flipped / trials;
          }
        }
        expect(Math.abs(sum / (32 * 32 * width) - 0.5)).toBeLessThan(0.005);
        expect(least).toBeGreaterThan(0.4);
        expect(most).toBeLessThan(0.6);
      },
    );

    it(`the ${lane}, sends states that differ in few bits to one hash no more often than chance does`, () => {
      const spaces: Readonly<Record<string, (n: number) => number[]>> = {
        'numbers in a row': (n) => [n],
        'numbers in the high bits': (n) => [n << 14],
        'a grid of low bits': (n) => [n & 0x1ff, (n >>> 9) & 0x1ff],
        'a grid of high bits': (n) => [(n & 0x1ff) << 23, (n >>> 9) << 23],
        'high and low bits, and a word that is 0': (n) => [
          (n & 0x3f) << 26,
          0,
          (n >>> 6) & 0x3f,
          (n >>> 12) << 26,
        ],
        'two bits a word': (n) => Array.from({ length: 9 }, (_, k) => (n >>> (2 * k)) & 3),
        'the sign and one more bit of nine words': (n) =>
          Array.from(
            { length: 9 },
            (_, k) => (((n >>> (2 * k)) & 1) << 31) | (((n >>> (2 * k + 1)) & 1) << 16),
          ),
      };
      const count = 1 << 18;
      // Of 2^18 hashes of 32 bits 2^35 / 2^32 = 8 pairs are alike by chance; 30 would be so once in 10^8 such tests.
      for (const [space, wordsOf] of Object.entries(spaces)) {
        const hash = of(wordsOf(0).length);
        const hashes = Int32Array.from({ length: count }, (_, n) => hash(...wordsOf(n))).sort();
        let collisions = 0;
        for (let i = 1; i < count; i++) if (hashes[i] === hashes[i - 1]) collisions++;
        expect(collisions, space).toBeLessThan(30);
      }
    });

    it(`the ${lane}, fills the slots of a table evenly, and the owners of states too`, () => {
      const hash = of(3);
      const count = 1 << 16;
      const slots = new Int32Array(256);
      const owners = new Int32Array(3);
      const halves = new Int32Array(2);
      for (let n = 0; n < count; n++) {
        const h = hash(n & 0xff, (n >>> 8) << 24, 5);
        slots[h & 255]!++;
        owners[(h >>> 16) % 3]!++;
        halves[h >>> 31]!++;
      }
      // 256 to a slot, give or take 16: six times that is far out.
      for (const filled of slots) expect(Math.abs(filled - 256)).toBeLessThan(96);
      for (const owned of owners) expect(Math.abs(owned / count - 1 / 3)).toBeLessThan(0.02);
      expect(Math.abs(halves[1]! / count - 0.5)).toBeLessThan(0.02);
    });
  }

  it('says nothing of the other: states that one takes for the same, the other tells apart', () => {
    const [h, g] = [first(2), second(2)];
    const known = new Map<number, number[]>();
    let [alike, both] = [0, 0];
    for (let n = 0; n < 1 << 18; n++) {
      const words = [(n & 0x1ff) << 20, (n >>> 9) * 0x10001];
      const [one, other] = [h(...words), g(...words)];
      const same = known.get(one);
      if (same === undefined) known.set(one, [other]);
      else {
        alike++;
        if (same.includes(other)) both++;
        same.push(other);
      }
    }
    expect(both).toBe(0);
    expect(alike).toBeGreaterThan(0);
  });
});

it('goes on beyond 2^24 states', () => {
  const most = 2 ** 24 + 100_000;
  const set = new StateSet(1, 1, false);
  const together = 1 << 16;
  const queue = new Int32Array(entrySize(1) * together);
  const hash = new Function('w0', `${hashOf(1)} return h;`) as (w0: number) => number;
  const addAll = (): void => {
    for (let next = 0; next < most; next += together) {
      let end = 0;
      for (let state = next; state < Math.min(most, next + together); state++, end += entrySize(1)) {
        queue[end] = hash(state);
        queue[end + 3] = state;
      }
      set.makeRoomFor(set.count + together);
      set.add(queue, 0, end);
    }
  };
  addAll();
  expect(set.count).toBe(most);
  addAll();
  expect(set.count).toBe(most);
});
