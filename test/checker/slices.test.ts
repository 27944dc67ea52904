import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BreadthFirst, check } from '#checker/breadth-first';
import { boundsFor } from '#checker/bounds';
import {
  actionsOf,
  always,
  alwaysStep,
  below,
  eachBelow,
  protocol,
  record,
  sometimes,
  within,
  type StateOf,
} from '#checker/dsl';
import type { Progress } from '#checker/share';
import type { Report } from '#checker/outcome';
import { WHYS } from '#checker/search';
import kip320 from '#model/replication/protocols/kip-320';
import epochsMonotone from '#properties/replication/epochs-monotone';
import leaderInIsr from '#properties/replication/leader-in-isr';
import publishedLeaderInIsr from '#properties/replication/published-leader-in-isr';
import someRecordCommits from '#properties/replication/some-record-commits';
import strongIsr from '#properties/replication/strong-isr';
import { inSlices, outcomesOf } from '../support/agreement.js';
import { countTo, counting } from '../support/count-to.js';
import { lossyBag, mail } from '../support/lossy-bag.js';
import { drawnProperties, drawnProtocol, propertiesOf, protocolOf } from '../support/random-protocol.js';

const replicated = { strongIsr, leaderInIsr, publishedLeaderInIsr, epochsMonotone, someRecordCommits };
const bounds = { brokers: 3, logSize: 1, records: 1, leaderEpochs: 1 };

describe('a search in slices', () => {
  it('ends with the report of a search in one piece, byte for byte, however small the slices are', () => {
    const whole = JSON.stringify(check(kip320, replicated, bounds));
    for (const transitions of [0, 1, 100, 1000, 1e9]) {
      const { report } = inSlices(kip320, replicated, bounds, transitions);
      expect(JSON.stringify(report)).toBe(whole);
    }
  });

  it('does so on any protocol', () => {
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, fc.nat(20), (protocol, properties, transitions) => {
        const [model, claims] = [protocolOf(protocol), propertiesOf(properties)];
        expect(JSON.stringify(inSlices(model, claims, { nodes: 2 }, transitions).report)).toBe(
          JSON.stringify(check(model, claims, { nodes: 2 })),
        );
      }),
      { numRuns: 15 },
    );
  });

  it('tells of its progress between them: no figure ever goes back, and the last are those of the report', () => {
    const search = new BreadthFirst({ protocol: countTo, properties: {}, bounds: { most: 50 } });
    const told: Progress[] = [];
    for (;;) {
      const slice = search.advance(1);
      if (slice.done) {
        const last = told.at(-1)!;
        expect(slice.report.distinctStates).toBe(last.distinctStates);
        expect(slice.report.generatedStates).toBe(last.generatedStates);
        break;
      }
      told.push(slice.progress);
    }
    expect(told.length).toBeGreaterThan(50);
    for (const [i, { distinctStates, generatedStates, depth }] of told.entries()) {
      const before = told[Math.max(0, i - 1)]!;
      expect(distinctStates).toBeGreaterThanOrEqual(before.distinctStates);
      expect(generatedStates).toBeGreaterThanOrEqual(before.generatedStates);
      expect(depth).toBeGreaterThanOrEqual(before.depth);
    }
    expect(told.every(({ left }) => left <= 1)).toBe(true);
  });

  it('says the same when it is asked for more after its end', () => {
    const search = new BreadthFirst({ protocol: countTo, properties: {}, bounds: { most: 5 } });
    const reports: Report[] = [];
    while (reports.length < 3) {
      const slice = search.advance(1000);
      if (slice.done) reports.push(slice.report);
    }
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
  });
});

const properties = {
  neverTwo: always(counting, { given: ({ n }) => n > 0, holds: ({ n }) => n !== 2 }),
  neverNinety: always(counting, ({ n }) => n !== 90),
  someThree: sometimes(counting, ({ n }) => n === 3),
  someHundred: sometimes(counting, ({ n }) => n === 100),
  neverBackFromOne: alwaysStep(counting, ({ n }, after) => n !== 1 || after.n !== 0),
  up: alwaysStep(counting, { given: () => true, holds: () => true }),
};
const stopped = (why: (typeof WHYS)[number], slices: number): Report => {
  const search = new BreadthFirst({ protocol: countTo, properties, bounds: { most: 100 } });
  for (let i = 0; i < slices; i++) expect(search.advance(1).done).toBe(false);
  search.stop(why);
  const slice = search.advance(Infinity);
  if (!slice.done) throw new Error('It was to stop.');
  return slice.report;
};

describe('a search that is stopped', () => {
  it.each(WHYS.filter((why) => why !== 'failed'))('by %s is unfinished, with the figures so far', (why) => {
    const report = stopped(why, 30);
    expect(report).toMatchObject({ complete: false, why });
    expect(report.distinctStates).toBeGreaterThan(10);
    expect(report.distinctStates).toBeLessThan(40);
    expect(report.generatedStates).toBeLessThan(80);
    expect(report.outDegree.mean).toBe(2);
  });

  it('keeps what was settled, and says of all else that it is unfinished, and how deep it looked', () => {
    const report = stopped('interrupted', 30);
    const unfinished = { verdict: 'unfinished', why: 'interrupted', depth: report.depth };
    expect(outcomesOf(report)).toMatchObject({
      neverTwo: { verdict: 'violated', trace: { length: 2 } },
      neverNinety: unfinished,
      someThree: { verdict: 'seen', trace: { length: 3 } },
      someHundred: unfinished,
      neverBackFromOne: { verdict: 'violated', trace: { length: 2 } },
      up: unfinished,
    });
  });

  it('before it has begun knows of the initial state alone', () => {
    const report = stopped('time', 0);
    expect(report).toMatchObject({ complete: false, distinctStates: 1, generatedStates: 1, depth: 0 });
    expect(outcomesOf(report)['someThree']).toEqual({ verdict: 'unfinished', why: 'time', depth: 0 });
  });

  it('by two has stopped for what came first', () => {
    const search = new BreadthFirst({ protocol: countTo, properties: {}, bounds: { most: 100 } });
    search.stop('memory');
    search.stop('interrupted');
    expect(search.advance(1)).toMatchObject({ done: true, report: { why: 'memory' } });
  });

  it('when no state is left has come to its end, and is complete', () => {
    const search = new BreadthFirst({ protocol: countTo, properties: {}, bounds: { most: 2 } });
    // Levels of one state each: one slice begins a level, the next expands it.
    for (let i = 0; i < 6; i++) expect(search.advance(0).done).toBe(false);
    search.stop('interrupted');
    expect(search.advance(0)).toEqual({ done: true, report: check(countTo, {}, { most: 2 }) });
  });

  it('after its end stays complete', () => {
    const search = new BreadthFirst({ protocol: countTo, properties: {}, bounds: { most: 2 } });
    const end = search.advance(Infinity);
    search.stop('interrupted');
    expect(search.advance(Infinity)).toEqual(end);
  });
});

describe('a level that was begun is finished', () => {
  /** What the first so many levels have, found with searches that go no deeper. */
  const { messages, inFlight } = { messages: 3, inFlight: 3 };
  const given = { messages, inFlight };
  const whole = check(lossyBag, {}, given);
  const level = (depth: number): Report => check(lossyBag, {}, given, { maxDepth: depth });

  it('with maxDepth: the states of every level up to it are known, and those of the last are not expanded', () => {
    let known = 0;
    for (let depth = 0; depth < whole.depth; depth++) {
      const report = level(depth);
      expect(report).toMatchObject({ complete: false, why: 'depth', depth });
      expect(report.distinctStates).toBeGreaterThan(known);
      known = report.distinctStates;
    }
    expect(level(0)).toMatchObject({ distinctStates: 1, generatedStates: 1 });
    // The last level has states, and steps that lead nowhere new.
    expect(level(whole.depth).distinctStates).toBe(whole.distinctStates);
    expect(level(whole.depth).complete).toBe(false);
    expect(level(whole.depth + 1)).toEqual(whole);
  });

  it('with maxStates: it ends with the first level that leaves so many known', () => {
    for (const maxStates of [1, 2, 5, 40, whole.distinctStates]) {
      const report = check(lossyBag, {}, given, { maxStates });
      expect(report).toMatchObject({ complete: false, why: 'states' });
      expect(report.distinctStates).toBeGreaterThanOrEqual(maxStates);
      expect({ ...report, why: 'depth' }).toEqual(level(report.depth));
      if (report.depth > 0) expect(level(report.depth - 1).distinctStates).toBeLessThan(maxStates);
    }
    expect(check(lossyBag, {}, given, { maxStates: whole.distinctStates + 1 })).toEqual(whole);
  });

  it('with stopAtFirst: it ends with the level of the first violation, and not where something is seen', () => {
    const claims = {
      someSent: sometimes(mail, ({ sent }) => sent > 0),
      oneAtMost: always(mail, { given: () => true, holds: ({ network }) => network.size < 2 }),
      threeAtMost: always(mail, ({ network }) => network.size < 3),
    };
    const report = check(lossyBag, claims, given, { stopAtFirst: true });
    expect(report).toMatchObject({ complete: false, why: 'first violation', depth: 2 });
    expect(outcomesOf(report)).toMatchObject({
      someSent: { verdict: 'seen' },
      // Every state of levels 0 to 2 was asked.
      oneAtMost: { verdict: 'violated', trace: { length: 2 }, asked: report.distinctStates },
      threeAtMost: { verdict: 'unfinished', why: 'first violation', depth: 2 },
    });
    expect({ ...report, why: 'depth', properties: [] }).toEqual(level(2));
  });

  it('with stopAtFirst: a violated property of steps ends it too', () => {
    const report = check(
      countTo,
      { neverBack: alwaysStep(counting, ({ n }, after) => after.n >= n) },
      { most: 100 },
      { stopAtFirst: true },
    );
    expect(report).toMatchObject({ why: 'first violation', depth: 2, distinctStates: 3 });
  });

  it('with stopAtFirst: a violation in the initial state ends it before anything is expanded', () => {
    const report = check(countTo, { never: always(counting, () => false) }, {}, { stopAtFirst: true });
    expect(report).toMatchObject({ why: 'first violation', depth: 0, distinctStates: 1, generatedStates: 1 });
  });

  it('with all of them and in slices, the counts are the same', () => {
    const search = { protocol: lossyBag, properties: {}, bounds: boundsFor(lossyBag.bounds, given) };
    const sliced = new BreadthFirst(search, { maxStates: 40 });
    for (;;) {
      const slice = sliced.advance(1);
      if (!slice.done) continue;
      expect(slice.report).toEqual(check(lossyBag, {}, given, { maxStates: 40 }));
      break;
    }
  });
});

it('a slice ends though nothing fills a box: every step leads outside', () => {
  const bounds = { most: { meaning: 'choices', from: 0, to: 100_000, default: 20_000 } } as const;
  const schema = record({ n: below(100_001), round: below(20) });
  type Wide = StateOf<typeof schema, typeof bounds>;
  const wide = within(
    protocol({
      bounds,
      schema,
      initial: () => {},
      rules: {},
      actions: {
        leave: () =>
          actionsOf<Wide>()({
            choose: { to: eachBelow<Wide>(({ most }) => most) },
            then: ({ to }, s) => void (s.n = to + 1),
          }),
        onward: () =>
          actionsOf<Wide>()({
            choose: {},
            when: (_, { round }) => round < 19,
            then: (_, s) => void s.round++,
          }),
      },
    }),
    { home: ({ n }) => n === 0 },
  );
  const search = new BreadthFirst({ protocol: wide, properties: {}, bounds: boundsFor(wide.bounds) });
  const slice = search.advance(1);
  expect(slice.done).toBe(false);
  for (let last = slice; ; last = search.advance(Infinity))
    if (last.done) {
      expect(last.report.distinctStates).toBe(20);
      expect(last.report.cut.outside).toBe(20 * 20_000);
      break;
    }
});
