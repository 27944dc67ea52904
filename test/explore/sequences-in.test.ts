import { describe, expect, it } from 'vitest';
import { CommandSequence } from '#explore/command-sequence';
import { sequencesIn } from '#explore/sequences-in';
import { onPlane, searchOf } from '../support/walks.js';

const [a, b, c] = [1, 2, 3].map(() => new CommandSequence(searchOf(onPlane), [], undefined));

describe('command sequences are found', () => {
  it('by themselves, in tuples, arrays and records, and in the order of these', () => {
    expect(sequencesIn(a)).toEqual([a]);
    const found = sequencesIn([1, a, { x: b, y: 'text', z: [c, null, undefined] }]);
    expect(found).toHaveLength(3);
    expect(found.map((one, i) => one === [a, b, c][i])).toEqual([true, true, true]);
    expect(sequencesIn(Object.assign(Object.create(null), { a }))).toEqual([a]);
  });
  it('nowhere else', () => {
    class Holder {
      readonly sequence = a;
    }
    for (const other of [
      undefined,
      null,
      7,
      'text',
      () => a,
      new Holder(),
      new Map([[1, a]]),
      new Set([a]),
      [],
    ])
      expect(sequencesIn(other)).toEqual([]);
  });
  it('also in what leads back to itself', () => {
    const ring: Record<string, unknown> = { a };
    ring['self'] = ring;
    expect(sequencesIn(ring)).toEqual([a]);
  });
});
