import { describe, expect, it } from 'vitest';
import { actionsOf, always, limit, protocol, sometimes } from '#checker/dsl';
import type { CampaignOptions } from '#explore/campaign';
import { searchForMissing, settled, sortMissing } from '#explore/possible';
import { LITTLE, onPlane, plane, type Plane, searchOf, simulate } from '../support/walks.js';

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
