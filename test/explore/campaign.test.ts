import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf, always, alwaysStep, limit, protocol, sometimes, within } from '#checker/dsl';
import { Campaign, type CampaignOptions } from '#explore/campaign';
import { Coverage } from '#explore/coverage';
import { Random } from '#explore/random';
import { Walker } from '#explore/walker';
import kip320 from '#model/replication/protocols/kip-320';
import strongIsr from '#properties/replication/strong-isr';
import weakIsr from '#properties/replication/weak-isr';
import { drawnProperties, drawnProtocol, propertiesOf, protocolOf } from '../support/random-protocol.js';
import {
  decidedBy,
  LITTLE,
  onPlane,
  plane,
  type Plane,
  right,
  searchOf,
  simulate,
  withPitfall,
} from '../support/walks.js';

const options: CampaignOptions = { seed: 1, runs: 5, steps: 10_000, effort: LITTLE, states: 10_000 };
const holds = always(plane, ({ x }) => x >= 0);
const low = always(plane, ({ x }) => x < 3);

describe('a campaign', () => {
  it('ends with the last of its runs', () => {
    const { coverage, verdict } = simulate(searchOf(onPlane, { holds }), options);
    expect(coverage.runs).toBe(5);
    expect(verdict).toBe('nothingFound');
  });

  it('ends when its runs have executed so many steps', () => {
    for (const steps of [1, 100, 700, 1000]) {
      const { coverage } = simulate(searchOf(onPlane, { holds }), { ...options, steps });
      expect(coverage.executedSteps).toBeGreaterThanOrEqual(steps);
      expect(coverage.executedSteps).toBeLessThan(steps + LITTLE.depth);
      expect(coverage.runs).toBe(Math.ceil(steps / LITTLE.steps));
    }
  });

  it('is over before it has begun where it may do nothing', () => {
    for (const nothing of [{ runs: 0 }, { steps: 0 }]) {
      const outcome = simulate(searchOf(onPlane, { holds }), { ...options, ...nothing });
      expect(outcome).toMatchObject({ verdict: 'inconclusive', coverage: { runs: 0, executedSteps: 0 } });
    }
  });

  it('ends at a violation, which is minimal, and says how long it was when it was found', () => {
    const outcome = simulate(searchOf(onPlane, { low, holds }), { ...options, runs: 1000, steps: Infinity });
    if (outcome.verdict !== 'violated') throw new Error(outcome.verdict);
    const { foundIn, ...violation } = outcome.violation;
    expect(violation).toEqual({
      property: 'low',
      steps: [right, right, right],
      certificate: { kind: 'shortest', states: expect.any(Number) },
    });
    expect(foundIn).toBeGreaterThanOrEqual(3);
    expect(outcome.coverage.runs).toBeLessThan(1000);
  });

  it('ends where not one step is possible', () => {
    const nowhere = within(onPlane, { none: () => false });
    const outcome = simulate(searchOf(nowhere, { holds }), { ...options, runs: 1e9, steps: Infinity });
    expect(outcome).toMatchObject({
      verdict: 'inconclusive',
      coverage: { runs: 1, missing: ['right', 'up', 'home'] },
    });
    const still = simulate(searchOf(protocol({ ...onPlane, actions: {} }), { holds }), {
      ...options,
      runs: 1e9,
    });
    expect(still).toMatchObject({ verdict: 'nothingFound', coverage: { runs: 1, missing: [] } });
  });

  it('that finds a violation in the initial state has one of no steps', () => {
    const never = always(plane, () => false);
    expect(simulate(searchOf(onPlane, { never }), options)).toMatchObject({
      verdict: 'violated',
      violation: { property: 'never', foundIn: 0, steps: [], certificate: { kind: 'shortest' } },
    });
  });

  it('is inconclusive where an action was never taken, or a witness never seen', () => {
    const hardly = limit(onPlane, { right: 1, home: 1 });
    const beyond = protocol({
      ...hardly,
      actions: {
        ...hardly.actions,
        leap: () => actionsOf<Plane>()({ choose: {}, when: (_, { x }) => x > 1, then: () => {} }),
      },
    });
    const forbidden = simulate(searchOf(beyond, { holds }), options);
    expect(forbidden).toMatchObject({
      verdict: 'inconclusive',
      coverage: { missing: ['leap'], actions: { leap: 0 } },
    });
    const unseen = sometimes(plane, ({ x }) => x > 9);
    const seen = sometimes(plane, ({ x }) => x === 1);
    expect(simulate(searchOf(onPlane, { holds, unseen, seen }), options)).toMatchObject({
      verdict: 'inconclusive',
      coverage: { missing: ['unseen'], witnesses: { seen: 5, unseen: 0 } },
    });
    expect(simulate(searchOf(onPlane, { holds, seen }), options).verdict).toBe('nothingFound');
  });

  it('that asserts nothing is over when it has come by all that it looked out for', () => {
    const begun = sometimes(plane, ({ x }) => x === 0);
    const unseen = sometimes(plane, ({ x }) => x > 9);
    expect(simulate(searchOf(onPlane, { begun }), options)).toMatchObject({
      verdict: 'nothingFound',
      coverage: { runs: 1, missing: [] },
    });
    expect(simulate(searchOf(onPlane, { begun, unseen }), options)).toMatchObject({
      verdict: 'inconclusive',
      coverage: { runs: 5, missing: ['unseen'] },
    });
    expect(simulate(searchOf(onPlane, { begun, holds }), options).coverage.runs).toBe(5);
    // What one run saw says nothing of the actions that more of them would take.
    const little = { ...options, runs: 1000, effort: { steps: 1, depth: 1, burst: 1 } };
    expect(simulate(searchOf(onPlane, { begun }), little)).toMatchObject({
      verdict: 'nothingFound',
      coverage: { missing: [] },
    });
  });

  it('asks for no action that has a limit of 0', () => {
    expect(simulate(searchOf(limit(onPlane, { home: 0 }), { holds }), options)).toMatchObject({
      verdict: 'nothingFound',
      coverage: { missing: [], actions: { right: expect.any(Number), up: expect.any(Number) } },
    });
  });

  it('is inconclusive where what is asserted was never put to the test, and says in how many runs it was', () => {
    const inVain = always(plane, { given: ({ x }) => x > 9, holds: () => false });
    const steps = alwaysStep(plane, { given: (_, __, { action }) => action === 'home', holds: () => true });
    expect(simulate(searchOf(onPlane, { inVain, steps, holds }), options)).toMatchObject({
      verdict: 'inconclusive',
      coverage: { missing: ['inVain'], tested: { inVain: 0, steps: 5 } },
    });
    const put = always(plane, { given: ({ x }) => x === 1, holds: () => true });
    const { verdict, coverage } = simulate(searchOf(onPlane, { put, holds }), options);
    expect({ verdict, tested: coverage.tested }).toEqual({ verdict: 'nothingFound', tested: { put: 5 } });
    const stepsInVain = alwaysStep(plane, { given: () => false, holds: () => false });
    expect(simulate(searchOf(onPlane, { stepsInVain }), options)).toMatchObject({
      verdict: 'inconclusive',
      coverage: { missing: ['stepsInVain'] },
    });
  });

  it('is violated also where something is missing', () => {
    const unseen = sometimes(plane, ({ x }) => x > 9);
    expect(simulate(searchOf(onPlane, { low, unseen }), options)).toMatchObject({
      verdict: 'violated',
      coverage: { missing: ['unseen'] },
    });
  });

  it('loses no violation to a model that throws near it', () => {
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const campaign = new Campaign(searchOf(withPitfall, { low }), { ...options, seed });
      // Where a walk comes by it before it finds something, that is an error.
      try {
        while (!campaign.isOver) campaign.advance();
      } catch (error) {
        expect(error).toMatchObject({ message: 'what the model said', during: 'fall' });
        continue;
      }
      found++;
      expect(campaign.outcome()).toEqual({
        verdict: 'violated',
        violation: {
          property: 'low',
          foundIn: campaign.found!.steps.length,
          steps: [right, right, right],
          certificate: { kind: 'bounded', noShorterThan: 1, states: 0 },
        },
      });
    }
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(20);
  });

  it('that is asked before it is over is unfinished, and goes on as if it had not been asked', () => {
    const campaign = new Campaign(searchOf(onPlane, { holds }), options);
    expect(campaign.isOver).toBe(false);
    for (let run = 0; run < options.runs; run++) {
      expect(campaign.outcome()).toEqual({ verdict: 'unfinished' });
      expect(campaign.progress().runs).toBe(run);
      campaign.advance();
    }
    expect(campaign.isOver).toBe(true);
    expect({ ...campaign.outcome(), coverage: campaign.progress() }).toEqual(
      simulate(searchOf(onPlane, { holds }), options),
    );
  });

  it('does runs that depend on the seed and their own number alone', () => {
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, fc.maxSafeInteger(), (drawn, of, seed) => {
        const search = searchOf(protocolOf(drawn), propertiesOf(of));
        const campaign = new Campaign(search, { ...options, seed, runs: 3, steps: Infinity });
        const coverage = new Coverage();
        for (let run = 0; !campaign.isOver; run++) {
          campaign.advance();
          // A walker that has done no other run.
          coverage.add(new Walker(search).run(Random.of(seed, run), LITTLE), search.properties);
          expect(campaign.progress()).toEqual(coverage.report());
        }
      }),
      { numRuns: 20 },
    );
  });

  it('finds with the same seed the same, and what it finds is a violation', () => {
    let violations = 0;
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, fc.nat(), (drawn, of, seed) => {
        const search = searchOf(protocolOf(drawn), propertiesOf(of));
        const once = simulate(search, { ...options, seed, runs: 2 });
        expect(simulate(search, { ...options, seed, runs: 2 })).toEqual(once);
        if (once.verdict !== 'violated') return;
        violations++;
        const { property, steps, foundIn } = once.violation;
        expect(decidedBy(search, [property], steps)).toEqual([property]);
        expect(steps.length).toBeLessThanOrEqual(foundIn);
      }),
      { numRuns: 25, seed: 1 },
    );
    expect(violations).toBeGreaterThan(5);
  });

  it('comes to an end with what it has when it is stopped while it shrinks', () => {
    const campaign = new Campaign(searchOf(onPlane, { low }), { ...options, runs: 1000, steps: Infinity });
    while (!campaign.isOver) campaign.advance();
    const outcome = campaign.outcome(() => true);
    if (outcome.verdict !== 'violated') throw new Error(outcome.verdict);
    expect(decidedBy(searchOf(onPlane, { low }), ['low'], outcome.violation.steps)).toEqual(['low']);
  });

  it('finds nothing in kip-320', () => {
    const campaign = simulate(searchOf(kip320, { strongIsr, weakIsr }), {
      ...options,
      runs: 100,
      steps: 100_000,
      effort: { steps: 20_000, depth: 60, burst: 6 },
    });
    expect(campaign).toMatchObject({ verdict: 'nothingFound', coverage: { missing: [] } });
    expect(campaign.coverage.executedSteps).toBeGreaterThanOrEqual(100_000);
    expect(campaign.coverage.saturation).toBeGreaterThan(0.5);
  });
});
