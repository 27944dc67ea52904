import { describe, expect, it } from 'vitest';
import { always, alwaysStep, recoverable, type Property, type Reason } from '#checker/dsl';
import { explain, explanationLines, NotExplained } from '#checker/explain';
import { counting, countTo } from '../support/count-to.js';

const bounds = { most: 3 };
const [up, back] = ['up', 'back'].map((action) => ({ action, chosen: {} })) as [Up, Up];
type Up = { readonly action: string; readonly chosen: {} };
const isSmall = ({ n }: { readonly n: number }): boolean => n < 2;
const why = (property: Property, ...steps: readonly Up[]) => explain(property, countTo, bounds, steps);

describe('why a property is violated', () => {
  it('is what it says itself, of the state where the trace ends, beside what its test read', () => {
    const small = always(counting, {
      holds: isSmall,
      because: ({ n }) => [{ says: `n is ${n}`, actors: ['counter'] }],
    });
    expect(why(small, up, up)).toEqual({
      reasons: [{ says: 'n is 2', actors: ['counter'] }],
      read: ['n = 2'],
    });
  });
  it('is what its test read, if it says nothing', () => {
    expect(why(always(counting, isSmall), up, up)).toEqual({ reasons: [], read: ['n = 2'] });
    const silent = always(counting, { holds: isSmall, because: () => [] });
    expect(why(silent, up, up)).toEqual({ reasons: [], read: ['n = 2'] });
    expect(
      why(
        always(counting, () => false),
        up,
      ),
    ).toEqual({ reasons: [], read: [] });
  });
  it('is of a step: of the states before it and after it, and of what it chose', () => {
    const rises = alwaysStep(counting, {
      holds: (before, after) => after.n > before.n,
      because: (before, after, { action }) => [{ says: `${action} leads from ${before.n} to ${after.n}` }],
    });
    expect(why(rises, up, up, back)).toEqual({
      reasons: [{ says: 'back leads from 2 to 0' }],
      read: ['before: n = 2', 'after: n = 0'],
    });
    // There is no step in the initial state.
    expect(why(rises)).toEqual({ reasons: [], read: [] });
  });
  it('is of where there is no way on from, and of the number that was asked for', () => {
    const grows = recoverable(counting, {
      holds: ({ n }, which) => n > which,
      because: ({ n }, which) => [{ says: `${n} is not over ${which}` }],
      whichever: () => 3,
    });
    expect(explain(grows, countTo, bounds, [up], 2).reasons).toEqual([{ says: '1 is not over 2' }]);
  });

  it('is said to fail where it does', () => {
    const odd = (because: unknown): Property =>
      always(counting, { holds: isSmall, because: because as () => readonly Reason[] });
    const failing = odd(() => {
      throw new TypeError('n is undefined');
    });
    expect(() => why(failing, up, up)).toThrow(new NotExplained('Its because failed: n is undefined.'));
    for (const answer of [undefined, 'n', ['n'], [{}], [{ says: ' ' }], [{ says: 'n', actors: 'counter' }]])
      expect(() =>
        why(
          odd(() => answer),
          up,
          up,
        ),
      ).toThrow(new NotExplained('Its because is no list of reasons: each has a text that it says.'));
  });
});

describe('an explanation in sentences', () => {
  it('has one for each reason, and what was read only without any', () => {
    const read = ['n = 2'];
    expect(explanationLines({ reasons: [{ says: 'n is 2' }, { says: 'it is odd' }], read })).toEqual([
      'N is 2.',
      'It is odd.',
    ]);
    expect(explanationLines({ reasons: [], read })).toEqual(['Its test read n = 2.']);
    expect(explanationLines({ reasons: [], read: [] })).toEqual([]);
  });
  it('names what was read last, if that is much', () => {
    const read = Array.from({ length: 15 }, (_, i) => `n[${i}] = 0`);
    expect(explanationLines({ reasons: [], read })).toEqual([
      `Its test read ${read.slice(3).join(', ')}, after 3 others.`,
    ]);
  });
});
