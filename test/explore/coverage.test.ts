import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, alwaysStep, limit, sometimes } from '#checker/dsl';
import { Coverage } from '#explore/coverage';
import { countTo, counting } from '../support/count-to.js';
import { searchOf, walk } from '../support/walks.js';

const seen = sometimes(counting, ({ n }) => n === 2);
const unseen = sometimes(counting, ({ n }) => n > 1000);
const put = always(counting, { given: ({ n }) => n === 1, holds: () => true });
const vain = alwaysStep(counting, { given: (_, { n }) => n > 1000, holds: () => false });
const fine = always(counting, () => true);
const properties = { seen, unseen, put, vain, fine };
const ran = (cells: readonly number[], more: Partial<Parameters<Coverage['add']>[0]> = {}) => ({
  executed: 0,
  taken: {},
  seen: new Set<string>(),
  tested: new Set<string>(),
  cells: Int32Array.from(cells),
  ...more,
});
const saturationOf = (runs: readonly (readonly number[])[]): number | undefined => {
  const coverage = new Coverage();
  for (const cells of runs) coverage.add(ran(cells), {});
  return coverage.report().saturation;
};

describe('the coverage of a campaign', () => {
  it('of no runs knows of nothing', () => {
    expect(new Coverage().report()).toEqual({
      runs: 0,
      executedSteps: 0,
      actions: {},
      witnesses: {},
      tested: {},
      missing: [],
      cells: 0,
      saturation: undefined,
    });
  });

  it('adds up what runs did', () => {
    const coverage = new Coverage();
    const add = (...run: Parameters<typeof ran>): void => coverage.add(ran(...run), properties);
    const both = { seen: new Set(['seen']), tested: new Set(['put', 'fine']) };
    add([1, 2, 3], { executed: 5, taken: { up: 5, back: 0 }, ...both });
    add([2, 4], { executed: 7, taken: { up: 4, back: 3 }, seen: new Set(['seen']) });
    add([2, 3], { executed: 1, taken: { up: 1, back: 0 } });
    expect(coverage.report()).toEqual({
      runs: 3,
      executedSteps: 13,
      actions: { up: 10, back: 3 },
      witnesses: { seen: 2, unseen: 0 },
      tested: { put: 1, vain: 0 },
      missing: ['unseen', 'vain'],
      cells: 4,
      // Of seven visits two were to cells that no other run visited, 1 and 4.
      saturation: 1 - 2 / 7,
    });
  });

  it('names what never happened, and no action that a limit of 0 forbids', () => {
    const forbidden = limit(countTo, { back: 0 });
    const coverage = new Coverage();
    for (let seed = 0; seed < 3; seed++)
      coverage.add(walk(searchOf(forbidden, properties), seed), properties);
    const report = coverage.report();
    expect(report.missing).toEqual(['unseen', 'vain']);
    expect(report.witnesses).toEqual({ seen: 3, unseen: 0 });
    expect(report.tested).toEqual({ put: 3, vain: 0 });
    expect(report.actions).toEqual({ up: report.executedSteps });
  });

  it('looks out for properties that are to be seen, and for no others', () => {
    const holds = always(counting, () => true);
    const holdsOfSteps = alwaysStep(counting, () => true);
    const coverage = new Coverage();
    coverage.add(ran([]), { holds, holdsOfSteps, seen });
    expect(coverage.report()).toMatchObject({ witnesses: { seen: 0 }, tested: {}, missing: ['seen'] });
    // A campaign may be of several protocols, or of one within several bounds.
    coverage.add(ran([], { taken: { other: 1 } }), { unseen, put });
    expect(coverage.report()).toMatchObject({
      actions: { other: 1 },
      witnesses: { seen: 0, unseen: 0 },
      tested: { put: 0 },
      missing: ['seen', 'unseen', 'put'],
    });
  });
});

describe('the saturation, after Good and Turing,', () => {
  it('is none of one run, and none where no run visited anything', () => {
    expect(saturationOf([])).toBeUndefined();
    expect(saturationOf([[1, 2, 3]])).toBeUndefined();
    expect(saturationOf([[], []])).toBeUndefined();
  });
  it('is 1 where every cell was visited twice, and 0 where none was', () => {
    expect(
      saturationOf([
        [1, 2],
        [2, 1],
      ]),
    ).toBe(1);
    expect(saturationOf([[1, 2], [3]])).toBe(0);
  });
  it('is of a hand-computed example what it should be', () => {
    // Visits: 4 + 3 + 3 = 10. Seen by one run alone: 4, 6 and 7.
    expect(
      saturationOf([
        [1, 2, 3, 4],
        [1, 2, 6],
        [1, 3, 7],
      ]),
    ).toBe(1 - 3 / 10);
  });
  it('is what a plain count of the runs that visited each cell gives', () => {
    const cells = fc.uniqueArray(fc.integer({ min: -15, max: 15 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 2, maxLength: 8 }), (runs) => {
        const visitors = new Map<number, number>();
        for (const cell of runs.flat()) visitors.set(cell, (visitors.get(cell) ?? 0) + 1);
        const once = [...visitors.values()].filter((n) => n === 1).length;
        const coverage = new Coverage();
        for (const one of runs) coverage.add(ran(one), {});
        const { saturation, cells } = coverage.report();
        expect(cells).toBe(visitors.size);
        expect(saturation).toBe(runs.flat().length === 0 ? undefined : 1 - once / runs.flat().length);
      }),
    );
  });
});
