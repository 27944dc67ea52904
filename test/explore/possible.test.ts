import { describe, expect, it } from 'vitest';
import type { Bounds } from '#checker/bounds';
import { actionsOf, always, limit, protocol, sometimes } from '#checker/dsl';
import type { CampaignOptions } from '#explore/campaign';
import { ModelError } from '#checker/report';
import { isInVain, searchAllForMissing, searchForMissing, settled, sortMissing } from '#explore/possible';
import { BOUNDS, farCount, someFarNumber } from '../support/far-count.js';
import { LITTLE, onPlane, plane, type Plane, searchOf, simulate, withPitfall } from '../support/walks.js';

const options: CampaignOptions = { seed: 1, runs: 5, steps: 10_000, effort: LITTLE, states: 10_000 };
/** So little that a walk sees next to nothing. */
const HARDLY: CampaignOptions = { ...options, runs: 1, effort: { steps: 1, depth: 1, burst: 1 } };
const holds = always(plane, ({ x }) => x >= 0);
const leap = () => actionsOf<Plane>()({ choose: {}, when: (_, { x }: Plane) => x > 1, then: () => {} });
const withLeap = protocol({ ...onPlane, actions: { ...onPlane.actions, leap } });
/** One step to the right at most, so that nobody ever leaps. */
const hardly = limit(withLeap, { right: 1, home: 1 });
const unseen = sometimes(plane, ({ x }) => x > 9);

/** A campaign, what a search of so many states knows of what it missed, and what both come to. */
function both(search: Parameters<typeof simulate>[0], how: CampaignOptions, states = 10_000) {
  const { coverage, ...outcome } = simulate(search, how);
  const known = searchForMissing(search, coverage, { states });
  return {
    outcome,
    known,
    missing: sortMissing(coverage, known),
    settled: settled(outcome, coverage, known),
  };
}

describe('what a campaign never came by', () => {
  it('is not waited for where it is in none of all states', () => {
    const one = both(searchOf(hardly, { holds, unseen }), options);
    expect(one.outcome.verdict).toBe('inconclusive');
    expect(one.known.isComplete).toBe(true);
    expect(one.missing).toEqual({ possible: [], unknown: [], impossible: ['leap', 'unseen'] });
    expect(one.settled).toEqual({ verdict: 'nothingFound' });
  });
  it('is waited for where it can happen, be it all that is missing or not', () => {
    const seen = sometimes(plane, ({ x }) => x === 9);
    const one = both(searchOf(withLeap, { holds, seen, unseen }), HARDLY);
    expect(one.known.isComplete).toBe(true);
    expect(one.missing.possible).toEqual(expect.arrayContaining(['leap', 'seen']));
    expect(one.missing.impossible).toEqual(['unseen']);
    expect(one.settled).toEqual({ verdict: 'inconclusive' });
  });
  it('is waited for where it is not known whether it can happen', () => {
    const one = both(searchOf(withLeap, { holds, unseen }), HARDLY, 1);
    expect(one.known.isComplete).toBe(false);
    expect(one.missing.impossible).toEqual([]);
    expect(one.missing.unknown).toContain('unseen');
    expect(one.settled).toEqual({ verdict: 'inconclusive' });
    const search = searchOf(hardly, { holds });
    const { coverage, ...outcome } = simulate(search, options);
    const stopped = searchForMissing(search, coverage, { states: 1, isStopped: () => true });
    expect(stopped.isComplete).toBe(false);
    expect(settled(outcome, coverage, stopped)).toEqual({ verdict: 'inconclusive' });
    expect(settled(outcome, coverage, undefined)).toEqual({ verdict: 'inconclusive' });
  });
  it('leaves nothing to say of a property that cannot be put to the test', () => {
    const inVain = always(plane, { given: ({ x }) => x > 9, holds: () => false });
    const one = both(searchOf(onPlane, { inVain, holds }), options);
    expect(one.missing).toEqual({ possible: [], unknown: [], impossible: ['inVain'] });
    expect(one.settled).toEqual({ verdict: 'inconclusive' });
  });
  it('may be beyond any number of runs, and only then it is', () => {
    const vain = (inVain: number, states?: number) => {
      const far = always(plane, { given: ({ x }) => x >= inVain, holds: () => true });
      const search = searchOf(onPlane, { far, holds });
      const { coverage } = simulate(search, inVain > 9 ? options : HARDLY);
      return isInVain(
        coverage,
        states === 0 ? undefined : searchForMissing(search, coverage, { states: states ?? 10_000 }),
      );
    };
    expect(vain(10)).toBe(true);
    expect(vain(10, 1)).toBe(false);
    expect(vain(10, 0)).toBe(false);
    expect(vain(9)).toBe(false);
    expect(vain(0)).toBe(false);
  });
  it('is told of a search that is cut short, where it was put to the test before', () => {
    const far = always(plane, { given: ({ x }) => x >= 2, holds: () => true });
    const search = searchOf(onPlane, { far });
    const { coverage } = simulate(search, HARDLY);
    expect(coverage.missing).toContain('far');
    const known = searchForMissing(search, coverage, { states: 20 });
    expect(known.isComplete).toBe(false);
    expect(known.happens).toContain('far');
  });
  it('may be the test of a property that fails there: that is open, and not fine', () => {
    const far = always(plane, { given: ({ x }) => x === 9, holds: () => false });
    const one = both(searchOf(onPlane, { far }), HARDLY);
    expect(one.missing.possible).toContain('far');
    expect(one.settled).toEqual({ verdict: 'inconclusive' });
  });
  it('changes nothing of a campaign that found something, or missed nothing', () => {
    const low = always(plane, ({ x }) => x < 3);
    for (const properties of [{ low, unseen }, { holds }]) {
      const { outcome, settled: after } = both(searchOf(onPlane, properties), options);
      expect(after).toEqual(outcome);
    }
  });
});

describe('what a campaign within several bounds never came by', () => {
  const search = (bounds: Bounds, properties = { someFarNumber }) => searchOf(farCount, properties, bounds);
  const { coverage } = simulate(search({}), options);
  const known = (states: number, ...all: readonly Bounds[]) =>
    searchAllForMissing(
      all.map((bounds) => search(bounds)),
      coverage,
      { states },
    );
  const names = ['leap', 'someFarNumber'];
  const { possible, impossible, unknown } = BOUNDS;

  it('is possible where it is so within some of them', () => {
    for (const all of [
      [impossible, possible],
      [possible, impossible],
    ]) {
      const both = known(10_000, ...all);
      expect(both).toMatchObject({ states: 32 + 808, isComplete: true });
      expect(sortMissing(coverage, both)).toEqual({ possible: names, unknown: [], impossible: [] });
    }
  });
  it('is impossible where it is so within all of them', () => {
    const both = known(10_000, { most: 3 }, { most: 5 });
    expect(both).toMatchObject({ states: 32 + 48, isComplete: true });
    expect(sortMissing(coverage, both)).toEqual({ possible: [], unknown: [], impossible: names });
  });
  it('is not known where not all of some of them is', () => {
    for (const all of [
      [impossible, unknown],
      [unknown, impossible],
    ]) {
      const both = known(10_000, ...all);
      expect(both.isComplete).toBe(false);
      expect(sortMissing(coverage, both)).toEqual({ possible: [], unknown: names, impossible: [] });
    }
  });
  it('is searched for once where searches are alike', () => {
    expect(known(10_000, { most: 3 }, {}, { width: 1, most: 3 })).toMatchObject({ states: 32 });
    const { leap: _leap, ...actions } = farCount.actions;
    const other = protocol({ ...farCount, actions });
    const all = [search({}), searchOf(other, { someFarNumber })];
    expect(searchAllForMissing(all, coverage, { states: 10_000 })).toMatchObject({ states: 64 });
  });
  it('is searched for under the properties that are missing, of which two may have one name', () => {
    const other = sometimes(plane, ({ x }) => x > 9);
    const seen = sometimes(plane, ({ x }) => x === 9);
    const search = (properties: object) => searchOf(onPlane, { ...properties });
    const { coverage } = simulate(search({ other, holds }), options);
    const states = (...all: readonly object[]): number =>
      searchAllForMissing(all.map(search), coverage, { states: 10_000 }).states;
    expect(states({ other }, { other, holds }, { other, seen })).toBe(100);
    expect(states({ other }, { other: seen })).toBe(200);
    expect(states({ other }, {})).toBe(200);
  });
  it('shares the states among the searches, and gives on what is left', () => {
    // Each may keep somewhat more than its share.
    const alone = known(1000, unknown).states;
    const four = known(
      1000,
      unknown,
      { ...unknown, most: 99 },
      { ...unknown, most: 98 },
      { ...unknown, most: 97 },
    );
    expect(four.states).toBeLessThan(2 * alone);
    expect(known(850, impossible, possible).isComplete).toBe(true);
    expect(known(800, impossible, possible).isComplete).toBe(false);
    expect(known(1, impossible, possible, unknown).states).toBeGreaterThan(0);
  });
  it('throws where the model does, with the way there', () => {
    const { coverage } = simulate(searchOf(withPitfall, { unseen }), { ...HARDLY, seed: 2 });
    const failing = (): unknown =>
      searchAllForMissing([searchOf(withPitfall, { unseen })], coverage, { states: 10_000 });
    expect(failing).toThrow(ModelError);
    expect(failing).toThrow(/^fall failed: what the model said\nThe way there/);
  });
});
