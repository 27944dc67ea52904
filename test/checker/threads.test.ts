import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { always } from '#checker/dsl';
import { boxSizeFor, Explorer } from '#checker/explorer';
import type { Report } from '#checker/outcome';
import type { ModelError } from '#checker/report';
import { BrokenTeam, Team, teamMemory } from '#checker/team';
import { stepsOf } from '../support/agreement.js';
import { mail } from '../support/lossy-bag.js';
import { searches, type Wanted } from '../support/searches.js';
import { protocols } from '../support/toys.js';

const table = new URL('../support/toys.ts', import.meta.url).pathname;
const alone = searches({ table });
const twos = searches({ table, threads: 2 });
const threes = searches({ table, threads: 3 });
// The owner of a state must not be chosen by the bits that choose its slot: with four that would fill a quarter of a table.
const fours = searches({ table, threads: 4 });
const hashed = searches({ table, threads: 3, fingerprints: true });

/** All that does not depend on which thread finds a state first, and by which of two steps. */
const invariant = (report: Report) => ({
  ...report,
  collisionProbability: 0,
  actions: report.actions.map(({ name, generated }) => ({ name, generated })),
  news: report.actions.reduce((sum, { distinct }) => sum + distinct, 0),
  properties: report.properties.map(({ name, outcome }) => ({
    name,
    verdict: outcome.verdict,
    steps: stepsOf(outcome),
    asked: 'asked' in outcome ? outcome.asked : undefined,
  })),
});

const replicated = [
  'strong-isr',
  'leader-in-isr',
  'log-epochs-monotone',
  'epochs-monotone',
  'published-leader-in-isr',
  'some-record-commits',
  'some-follower-truncates',
];
const wanted: Readonly<Record<string, { readonly search: Wanted; readonly states: number }>> = {
  'kip-279': {
    search: {
      protocol: 'kip-279',
      properties: replicated,
      bounds: { brokers: 3, logSize: 2, records: 2, leaderEpochs: 1 },
    },
    states: 60_106,
  },
  'async-isr': {
    search: {
      protocol: 'async-isr',
      properties: ['valid-high-watermark', 'some-proposal-is-too-late'],
      bounds: { brokers: 3, maxOffset: 2, maxVersion: 2 },
    },
    states: 4088,
  },
  'kip-320': {
    search: {
      protocol: 'kip-320',
      properties: replicated,
      bounds: { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 },
    },
    states: 737_794,
  },
};

describe('a search by one thread, by two and by three', () => {
  it.each(Object.entries(wanted))('finds the same of %s', async (_, { search, states }) => {
    const one = await alone(search);
    expect(one).toMatchObject({ complete: true, distinctStates: states });
    const [two, three] = [await twos(search), await threes(search)];
    expect(invariant(await fours(search))).toEqual(invariant(two));
    expect(invariant(two)).toEqual(invariant(one));
    expect(invariant(three)).toEqual(invariant(one));
  });

  it('with as many threads gives the same report another time, witnesses and all', async () => {
    const { search } = wanted['kip-279']!;
    expect(await twos(search)).toEqual(await twos(search));
    expect(await threes(search)).toEqual(await threes(search));
  });

  it('with fingerprints counts the same', async () => {
    const { search } = wanted['kip-279']!;
    expect(invariant(await hashed(search))).toEqual(invariant(await alone(search)));
  });
});

describe('the initial state', () => {
  it.each([0, 1].flatMap((leaderEpochs) => [1, 2].map((logSize) => ({ leaderEpochs, logSize }))))(
    'decides a property in no steps, whichever thread it belongs to: %o',
    async (bounds) => {
      const search = {
        protocol: 'kip-279',
        properties: ['published-leader-in-isr'],
        bounds: { ...bounds, brokers: 2, records: 1 },
      };
      for (const threads of [twos, threes])
        expect((await threads(search)).properties[0]!.outcome).toMatchObject({
          verdict: 'violated',
          trace: [],
        });
    },
  );

  it('is judged by one thread alone, where it is outside and belongs to none', () => {
    const search = {
      protocol: protocols['nowhere']!,
      properties: { asked: always(mail, { given: () => true, holds: () => false }) },
      bounds: { messages: 1, inFlight: 1 },
    };
    const shares = [0, 1, 2].map((me) =>
      new Explorer(search, {}, new Team(3, me, teamMemory(3, boxSizeFor(search)))).share(),
    );
    expect(shares.map(({ asked }) => asked[0])).toEqual([1, 0, 0]);
    expect(shares.map(({ found }) => found.size)).toEqual([1, 0, 0]);
    expect(shares.map(({ states }) => states)).toEqual([0, 0, 0]);
  });
});

describe('of a toy, threads find what one search finds', () => {
  const bounds: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    countTo: { most: 200 },
    lossyBag: { messages: 3, inFlight: 3 },
    lossySet: { messages: 3 },
    limitedBag: { messages: 3, inFlight: 3 },
    narrowBag: { messages: 4, inFlight: 4 },
    nowhere: { messages: 1, inFlight: 1 },
  };
  it.each(Object.entries(bounds))('%s', async (protocol, bounds) => {
    const expected = invariant(check(protocols[protocol]!, {}, bounds));
    for (const search of [alone, twos, threes, hashed])
      expect(invariant(await search({ protocol, properties: [], bounds }))).toEqual(expected);
  });
});

describe('a model that fails', () => {
  const failureOf = async (search: ReturnType<typeof searches>, protocol: string): Promise<ModelError> =>
    search({ protocol, properties: [], bounds: { messages: 3, inFlight: 3 } }).then(
      () => Promise.reject(new Error('It was to fail.')),
      (error: ModelError) => error,
    );
  it('fails in as few steps, whichever thread it fails in', async () => {
    for (const search of [alone, twos, threes]) {
      const error = await failureOf(search, 'failing');
      expect(error).toMatchObject({ during: 'fail', message: 'sent cannot be 9: its range is 0 to 3.' });
      // Three are sent, two received, one lost.
      expect(error.steps).toHaveLength(7);
      expect(error.steps.at(-1)).toEqual({ action: 'fail', chosen: {} });
    }
  });
  it('fails in its initial state in all threads, and is told once', async () => {
    for (const search of [twos, threes])
      expect(await failureOf(search, 'stillborn')).toMatchObject({ during: 'the initial state', steps: [] });
  });
});

describe('a team', () => {
  const note = { states: 0, transitions: 0, left: 0, violated: 0, full: 0, stop: 0 };
  it('of one waits for nobody', () => {
    const team = new Team(1, 0, teamMemory(1, 16));
    team.meet(0, [5], { ...note, states: 7, left: 2 });
    expect([team.queued(0, 0, 0), team.total(0, 'states'), team.total(0, 'left'), team.stop(0)]).toEqual([
      5, 7, 2, 0,
    ]);
    expect(team.mostStates(0)).toBe(12);
  });
  it('makes room for what the one who has most will have', () => {
    const memory = teamMemory(2, 16);
    const team = new Team(2, 0, memory);
    // Who comes to a team that is broken says what it has to say, and does not wait.
    team.break();
    expect(() => team.meet(1, [3, 50], { ...note, states: 10 })).toThrow(BrokenTeam);
    expect(() => new Team(2, 1, memory).meet(1, [4, 5], { ...note, states: 20, full: 0, stop: 6 })).toThrow(
      BrokenTeam,
    );
    expect(team.queued(1, 0, 1)).toBe(50);
    // The first will have 10 + 3 + 4, the second 20 + 50 + 5.
    expect(team.mostStates(1)).toBe(75);
    expect([team.total(1, 'states'), team.stop(1)]).toEqual([30, 6]);
  });
  it('frees those that wait for a thread that has failed, and those that come later', () => {
    const memory = teamMemory(2, 16);
    new Team(2, 1, memory).break();
    expect(() => new Team(2, 0, memory).meet(0, [0, 0], note)).toThrow(BrokenTeam);
    expect(() => new Team(2, 0, memory).meet(1, [0, 0], note)).toThrow(BrokenTeam);
  });
});
