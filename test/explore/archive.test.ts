import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Archive } from '#explore/archive';

interface Visit {
  readonly key: number;
  readonly depth: number;
  readonly word: number;
}
const stateOf = (word: number): Int32Array => Int32Array.of(word, ~word);
const loaded = (archive: Archive, cell: number): number[] => {
  const words = new Int32Array(2);
  archive.load(cell, words);
  return [...words];
};
/** By key, what an archive holds, in the order of its cells. */
const contentOf = (archive: Archive) =>
  Array.from({ length: archive.size }, (_, cell) => ({
    key: archive.keys[cell]!,
    depth: archive.depths[cell]!,
    node: archive.nodes[cell]!,
    visits: archive.visits[cell]!,
    words: loaded(archive, cell),
  }));
/** The same with a Map. */
function expectedOf(visits: readonly Visit[]) {
  const cells = new Map<number, ReturnType<typeof contentOf>[number]>();
  for (const [node, { key, depth, word }] of visits.entries()) {
    const known = cells.get(key);
    const here = { key, depth, node, visits: 0, words: [word, ~word] };
    if (known === undefined) cells.set(key, here);
    else if (depth < known.depth) Object.assign(known, here);
  }
  return [...cells.values()];
}
const fill = (archive: Archive, visits: readonly Visit[]): void =>
  visits.forEach(({ key, depth, word }, node) => archive.visit(key, stateOf(word), depth, node));

const visit = fc.record({
  // Few enough to meet again, and some that share their low bits.
  key: fc.oneof(
    fc.nat(20),
    fc.nat(20).map((n) => n << 26),
    fc.integer(),
  ),
  depth: fc.nat(6),
  word: fc.integer(),
});

describe('an archive', () => {
  it('keeps of each cell the shortest way to it, the first of several as short, in the order of first visits', () => {
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 80 }), (visits) => {
        const archive = new Archive(2);
        fill(archive, visits);
        expect(contentOf(archive)).toEqual(expectedOf(visits));
      }),
    );
  });

  it('is after it was cleared as if it were new', () => {
    fc.assert(
      fc.property(fc.array(visit), fc.array(visit), (before, visits) => {
        const archive = new Archive(2);
        fill(archive, before);
        for (let cell = 0; cell < archive.size; cell++) archive.visits[cell]! += 3;
        archive.clear();
        expect(archive.size).toBe(0);
        fill(archive, visits);
        expect(contentOf(archive)).toEqual(expectedOf(visits));
      }),
    );
  });

  it('grows, and loses nothing', () => {
    const visits = Array.from({ length: 20_000 }, (_, i) => ({
      key: Math.imul(i % 9000, 0x01000193),
      depth: (i * 7) % 50,
      word: i,
    }));
    const archive = new Archive(2);
    fill(archive, visits);
    expect(archive.size).toBe(9000);
    expect(contentOf(archive)).toEqual(expectedOf(visits));
    archive.clear();
    fill(archive, visits.slice(0, 10));
    expect(contentOf(archive)).toEqual(expectedOf(visits.slice(0, 10)));
  });

  it('counts anew how often walks went on from a cell when a shorter way to it is found, and only then', () => {
    const archive = new Archive(2);
    archive.visit(5, stateOf(1), 3, 10);
    archive.visits[0] = 4;
    archive.visit(5, stateOf(2), 3, 11);
    expect(contentOf(archive)).toEqual([{ key: 5, depth: 3, node: 10, visits: 4, words: [1, -2] }]);
    archive.visit(5, stateOf(3), 2, 12);
    expect(contentOf(archive)).toEqual([{ key: 5, depth: 2, node: 12, visits: 0, words: [3, -4] }]);
  });

  it('knows the first of the cells that took the most steps', () => {
    fc.assert(
      fc.property(fc.array(visit, { minLength: 1, maxLength: 40 }), (visits) => {
        const archive = new Archive(2);
        fill(archive, visits);
        const depths = expectedOf(visits).map(({ depth }) => depth);
        expect(archive.deepest).toBe(depths.indexOf(Math.max(...depths)));
      }),
    );
  });

  it('can hold states of any number of words', () => {
    for (const width of [1, 3, 17]) {
      const archive = new Archive(width);
      const words = Int32Array.from({ length: width }, (_, k) => k - 5);
      for (let key = 0; key < 3000; key++) archive.visit(key, words.with(0, key), key, key);
      const back = new Int32Array(width);
      archive.load(2999, back);
      expect(back).toEqual(words.with(0, 2999));
    }
  });
});
