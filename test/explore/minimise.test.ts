import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import {
  actionsOf,
  always,
  alwaysStep,
  eachBelow,
  limit,
  mapOf,
  ordered,
  protocol,
  record,
  sometimes,
  upTo,
  within,
  type Protocol,
  type StateOf,
} from '#checker/dsl';
import type { Property } from '#checker/property';
import type { TraceStep } from '#checker/trace';
import { Campaign } from '#explore/campaign';
import { EFFORT } from '#explore/effort';
import { minimise, type Minimal, NothingDecided } from '#explore/minimise';
import kip101 from '#model/replication/protocols/kip-101';
import kip279 from '#model/replication/protocols/kip-279';
import kip320FirstTry from '#model/replication/protocols/kip-320-first-try';
import truncateToHighWatermark from '#model/replication/protocols/truncate-to-high-watermark';
import strongIsr from '#properties/replication/strong-isr';
import weakIsr from '#properties/replication/weak-isr';
import { outcomesOf, stepsOf } from '../support/agreement.js';
import { failureOf } from '../support/failures.js';
import { drawnProperties, drawnProtocol, propertiesOf, protocolOf } from '../support/random-protocol.js';
import {
  actionsIn,
  decidedBy,
  endsOutside,
  home,
  onPlane,
  plane,
  type Plane,
  prefixesOf,
  right,
  searchOf,
  stepOf,
  up,
  walk,
  withPitfall,
} from '../support/walks.js';

type Properties = Readonly<Record<string, Property>>;
const shortestOf = (of: Protocol, properties: Properties, property: string): number =>
  stepsOf(outcomesOf(check(of, { [property]: properties[property]! }))[property]!)!;
const minimal = (
  properties: Properties,
  property: string,
  steps: readonly TraceStep[],
  of: Protocol = onPlane,
  options: Parameters<typeof minimise>[2] = {},
): Minimal | undefined => {
  try {
    return minimise({ ...searchOf(of, properties), property }, steps, options);
  } catch (error) {
    if (error instanceof NothingDecided) return undefined;
    throw error;
  }
};
const shortest = (steps: readonly TraceStep[]) => ({
  steps,
  certificate: { kind: 'shortest', states: expect.any(Number) },
});

describe('a violation of a published protocol is hunted at random and made as short as there is one:', () => {
  const small = { brokers: 3, logSize: 1, records: 1, leaderEpochs: 2 };
  const cases = [
    ['truncate-to-high-watermark', 'strong-isr', truncateToHighWatermark, strongIsr, {}, 8],
    ['kip-101', 'strong-isr', kip101, strongIsr, {}, 10],
    ['kip-279', 'strong-isr', kip279, strongIsr, {}, 10],
    ['kip-320-first-try', 'strong-isr', kip320FirstTry, strongIsr, small, 12],
    ['kip-320-first-try', 'weak-isr', kip320FirstTry, weakIsr, small, 11],
  ] as const;
  it.each(cases)('of %s, %s', (_, name, of, property, bounds, length) => {
    for (const seed of [1, 2, 3]) {
      const search = searchOf(of, { [name]: property }, bounds);
      const campaign = new Campaign(search, {
        seed,
        runs: 200,
        steps: Infinity,
        effort: EFFORT,
        states: 1_000_000,
      });
      while (!campaign.isOver) campaign.advance();
      const outcome = campaign.outcome();
      if (outcome.verdict !== 'violated') throw new Error(outcome.verdict);
      const { steps, certificate, foundIn } = outcome.violation;
      expect(certificate.kind).toBe('shortest');
      expect(steps).toHaveLength(length);
      expect(foundIn).toBeGreaterThanOrEqual(length);
      expect(decidedBy(search, [name], steps)).toEqual([name]);
    }
  });
});

describe('what a walk finds, made as short as can be,', () => {
  it('has the length that a search of all there is finds, and is certified to be a shortest', () => {
    let found = 0;
    let shorter = 0;
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, fc.nat(), (drawn, of, seed) => {
        const properties = propertiesOf(of);
        const protocol = protocolOf(drawn);
        const search = searchOf(protocol, properties);
        const { violated, steps } = walk(search, seed, { depth: 16 });
        if (violated === undefined) return;
        const { steps: least, certificate } = minimise({ ...search, property: violated }, steps)!;
        expect(certificate.kind).toBe('shortest');
        expect(least).toHaveLength(shortestOf(protocol, properties, violated));
        expect(least.length).toBeLessThanOrEqual(steps.length);
        expect(decidedBy(search, [violated], least)).toEqual([violated]);
        for (const prefix of prefixesOf(least)) expect(endsOutside(search, prefix)).toBe(false);
        found++;
        if (least.length < steps.length) shorter++;
      }),
      { numRuns: 70, seed: 1 },
    );
    expect(found).toBeGreaterThan(10);
    expect(shorter).toBeGreaterThan(0);
  });

  it('is the same for the same trace and the same budget', () => {
    const search = searchOf(kip279, { strongIsr });
    const { steps } = walk(search, 1, EFFORT);
    const goal = { ...search, property: 'strongIsr' };
    const once = minimise(goal, steps, { budget: 1000 });
    expect(minimise(goal, steps, { budget: 1000 })).toEqual(once);
  });
});

const digits = ordered('digits', () => 5);
const lock = record({ digits: mapOf(digits, record({ at: upTo(9) })), crawled: upTo(200) });
type Lock = StateOf<typeof lock>;
const act = actionsOf<Lock>();
/** Opens by five digits, of which there are a hundred thousand, or else by a long crawl, in which nothing can be left out. */
const locked: Protocol = protocol({
  bounds: {},
  schema: lock,
  initial: () => {},
  rules: {},
  actions: {
    turn: () =>
      act({
        choose: { k: eachBelow(() => 5) },
        when: ({ k }, { digits }) => digits[k]!.at < 9,
        then: ({ k }, { digits }) => void digits[k]!.at++,
      }),
    crawl: () =>
      act({ choose: {}, when: (_, { crawled }) => crawled < 200, then: (_, s) => void s.crawled++ }),
    wait: () => act({ choose: {}, then: () => {} }),
  },
});
const opens = (secret: readonly number[], crawl: number): Property =>
  always(lock, (s) => s.crawled < crawl && !s.digits.every(({ at }, k) => at === secret[k]));
const crawls = (many: number): TraceStep[] => Array.from({ length: many }, () => stepOf('crawl'));

describe('with a budget that is too small for a proof', () => {
  it('the true length lies between what is proven and what was found, whatever the budget', () => {
    const kinds = new Set<string>();
    const secrets = fc.array(fc.nat(4), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(
        secrets,
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 1, max: 30_000 }),
        (secret, crawl, budget) => {
          const open = opens(secret, crawl);
          const truth = Math.min(
            crawl,
            secret.reduce((sum, digit) => sum + digit, 0),
          );
          const result = minimal({ open }, 'open', crawls(crawl), locked, { budget });
          const { steps, certificate } = result!;
          kinds.add(certificate.kind);
          expect(decidedBy(searchOf(locked, { open }), ['open'], steps)).toEqual(['open']);
          expect(truth).toBeLessThanOrEqual(steps.length);
          if (certificate.kind === 'shortest') expect(steps).toHaveLength(truth);
          else {
            expect(certificate.noShorterThan).toBeLessThanOrEqual(truth);
            expect(certificate.noShorterThan).toBeGreaterThan(0);
            expect(certificate.noShorterThan).toBeLessThan(steps.length);
          }
        },
      ),
      { numRuns: 25, seed: 1 },
    );
    expect(kinds).toEqual(new Set(['shortest', 'bounded']));
  });

  it('of a published protocol, too', () => {
    const search = searchOf(kip279, { strongIsr });
    const { steps: found } = walk(search, 1, EFFORT);
    for (const budget of [1, 20_000]) {
      const { steps, certificate } = minimise({ ...search, property: 'strongIsr' }, found, { budget })!;
      expect(steps.length).toBeGreaterThanOrEqual(10);
      expect(steps.length).toBeLessThanOrEqual(found.length);
      if (certificate.kind === 'bounded') expect(certificate.noShorterThan).toBeLessThanOrEqual(10);
      else expect(steps).toHaveLength(10);
    }
  });

  it('the actions of the trace alone are searched, and find what all actions would be too many for', () => {
    const leaping: Protocol = protocol({
      ...locked,
      actions: {
        ...locked.actions,
        leap: () =>
          act({
            choose: {},
            when: (_, { crawled }) => crawled % 5 === 0 && crawled < 200,
            then: (_, s) => void (s.crawled += 5),
          }),
      },
    });
    const open = always(lock, ({ crawled }) => crawled < 200);
    const trace = [...crawls(195), stepOf('leap')];
    const { steps, certificate } = minimal({ open }, 'open', trace, leaping, { budget: 1000 })!;
    expect(actionsIn(steps)).toEqual(Array(40).fill('leap'));
    expect(certificate.kind).toBe('bounded');
  });

  it('a trace may be as short as there is one, and not be known to be', () => {
    const open = always(lock, ({ crawled }) => crawled < 30);
    const { steps, certificate } = minimal({ open }, 'open', crawls(30), locked, { budget: 1000 })!;
    expect(actionsIn(steps)).toEqual(Array(30).fill('crawl'));
    expect(certificate).toMatchObject({ kind: 'bounded' });
  });

  it('is stopped when somebody waits for the end of it, with a trace that violates still', () => {
    const open = opens([4, 4, 4, 4, 4], 24);
    const trace = crawls(24).toSpliced(7, 0, stepOf('wait'), stepOf('turn', { k: 2 }));
    let asked = 0;
    for (const until of [0, 1, 4]) {
      asked = 0;
      const { steps, certificate } = minimal({ open }, 'open', trace, locked, {
        isStopped: () => asked++ >= until,
      })!;
      expect(decidedBy(searchOf(locked, { open }), ['open'], steps)).toEqual(['open']);
      expect(steps.length).toBeLessThanOrEqual(trace.length);
      if (certificate.kind === 'bounded') expect(certificate.noShorterThan).toBeLessThanOrEqual(20);
      expect(asked).toBeGreaterThan(0);
      // Of all that is shorter there are far more.
      if (until < 2) expect(certificate.states).toBeLessThan(20_000);
    }
  });
});

describe('a trace that is made short', () => {
  const low = always(plane, ({ x }) => x < 3);
  const lower = always(plane, ({ x }) => x < 1);

  it('is none if it does not decide the property', () => {
    expect(minimal({ low }, 'low', [right, right])).toBeUndefined();
    expect(() => minimise({ ...searchOf(onPlane, { low }), property: 'low' }, [right, right])).toThrow(
      new NothingDecided('low is not decided by any of the steps.'),
    );
    expect(minimal({ low, lower }, 'low', [right, up, home])).toBeUndefined();
  });

  it('is cut at the first step that decides it, and may come with steps that are not possible', () => {
    expect(minimal({ low }, 'low', [right, right, stepOf('left'), right, up, home])).toEqual(
      shortest([right, right, right]),
    );
  });

  it('is not barred by the violation of another property, and ends in none', () => {
    // Every way to where x is 3 goes by where it is 1.
    const trace = [up, right, home, right, up, right, right];
    expect(minimal({ low, lower }, 'low', trace)).toEqual(shortest([right, right, right]));
    expect(minimal({ low, lower }, 'lower', trace)).toEqual(shortest([right]));
    const everywhere = alwaysStep(plane, () => false);
    const initially = always(plane, () => false);
    expect(minimal({ low, everywhere, initially }, 'low', trace)).toEqual(shortest([right, right, right]));
  });

  it('shows the property that it showed, and never another, on protocols of any shape', () => {
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, fc.nat(), (drawn, of, seed) => {
        const properties = propertiesOf(of);
        const search = searchOf(protocolOf(drawn), properties);
        const { steps } = walk({ ...search, properties: {} }, seed);
        for (const property of Object.keys(properties)) {
          const result = minimal(properties, property, steps, search.protocol);
          const first = [...prefixesOf(steps), steps].findIndex(
            (prefix) => decidedBy(search, [property], prefix).length > 0,
          );
          if (result === undefined) expect(first).toBe(-1);
          else {
            expect(result.steps.length).toBeLessThanOrEqual(first);
            expect(decidedBy(search, [property], result.steps)).toEqual([property]);
            expect(result.steps).toHaveLength(shortestOf(search.protocol, properties, property));
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('has no steps where the initial state decides', () => {
    const never = always(plane, () => false);
    const begun = sometimes(plane, ({ x }) => x === 0);
    expect(minimal({ never }, 'never', [right, up])).toEqual({
      steps: [],
      certificate: { kind: 'shortest', states: 1 },
    });
    expect(minimal({ begun }, 'begun', [])).toEqual({
      steps: [],
      certificate: { kind: 'shortest', states: 1 },
    });
  });

  it('may be of a property of steps, of one with given, or of one that is to be seen', () => {
    const homeward = alwaysStep(plane, (before, _, { action }) => action !== 'home' || before.x < 2);
    expect(minimal({ homeward }, 'homeward', [up, right, up, right, right, home])).toEqual(
      shortest([right, right, home]),
    );
    const given = always(plane, { given: ({ y }) => y === 1, holds: ({ x }) => x < 2 });
    expect(minimal({ given }, 'given', [up, up, home, right, right, right, up])!.steps).toHaveLength(3);
    const stepGiven = alwaysStep(plane, {
      given: (_, __, { action }) => action === 'up',
      holds: ({ x }) => x < 1,
    });
    expect(minimal({ stepGiven }, 'stepGiven', [up, right, right, home, right, right, up])).toEqual(
      shortest([right, up]),
    );
    const seen = sometimes(plane, ({ x, y }) => x === 2 && y === 1);
    expect(minimal({ seen, lower }, 'seen', [up, up, home, right, right, up])!).toMatchObject({
      steps: { length: 3 },
      certificate: { kind: 'shortest' },
    });
    expect(minimal({ seen }, 'seen', [right, right])).toBeUndefined();
  });

  it('of one that is to be seen keeps to the budget, too', () => {
    const seen = sometimes(lock, ({ crawled }) => crawled === 24);
    const { steps, certificate } = minimal({ seen }, 'seen', crawls(24), locked, { budget: 100 })!;
    expect(steps).toEqual(crawls(24));
    expect(certificate).toMatchObject({ kind: 'bounded' });
  });

  it('does not pass through a state that a constraint excludes, and may end there', () => {
    const narrow = within(onPlane, { hole: ({ x, y }) => x !== 1 || y > 0, right: ({ x }) => x < 2 });
    expect(minimal({ low: always(plane, ({ x }) => x < 2) }, 'low', [up, right, up, right], narrow)).toEqual(
      shortest([up, right, right]),
    );
    expect(minimal({ lower }, 'lower', [up, up, right], narrow)).toEqual(shortest([right]));
    // It goes through x = 2 and y = 1, outside, before it comes to where x is 3.
    expect(minimal({ low }, 'low', [up, right, right, right], narrow)).toBeUndefined();
  });

  it('keeps to the limits of a protocol', () => {
    const limited = limit(onPlane, { right: 2 });
    const corner = always(plane, ({ x, y }) => x < 2 || y < 1);
    expect(minimal({ corner }, 'corner', [up, right, up, right], limited)).toMatchObject({
      steps: { length: 3 },
      certificate: { kind: 'shortest' },
    });
    expect(minimal({ low }, 'low', [right, right, right], limited)).toBeUndefined();
  });

  it('is of a protocol with an abstraction as short as without', () => {
    const apart = { ...onPlane, abstraction: ({ x }: { readonly x: number }) => [x] };
    expect(minimal({ low }, 'low', [up, right, up, right, home, right, right, right], apart)).toEqual(
      shortest([right, right, right]),
    );
  });
});

describe('what throws while a trace is made short', () => {
  const fail = (): never => {
    throw new Error('what the model said');
  };
  const act = actionsOf<Plane>();
  const low = always(plane, ({ x }) => x < 3);
  const detour = [right, up, right, right];
  const unproven = (steps: readonly TraceStep[]) => ({
    steps,
    certificate: { kind: 'bounded', noShorterThan: 1, states: 0 },
  });

  it('is what throws on the trace itself, with where that was, and the steps there', () => {
    const said = (act: () => unknown, during: string, steps: readonly TraceStep[]): void =>
      expect(failureOf(act)).toMatchObject({ message: 'what the model said', during, steps });
    const trap = { ...onPlane, actions: { ...onPlane.actions, up: () => act({ choose: {}, then: fail }) } };
    const odd = always(plane, ({ x }) => (x === 2 ? fail() : true));
    said(() => minimal({ low }, 'low', detour, trap), 'up', detour.slice(0, 2));
    said(() => minimal({ odd }, 'odd', detour), 'the property odd', detour.slice(0, 3));
    said(() => minimal({ low }, 'low', detour, { ...onPlane, initial: fail }), 'the initial state', []);
    const bounded = within(onPlane, { odd: ({ y }) => y < 1 || fail() });
    said(() => minimal({ low }, 'low', detour, bounded), 'a constraint', detour.slice(0, 2));
  });

  it('is what is no answer on the trace itself', () => {
    const odd = (({ x }: Plane) => (x === 2 ? 'no' : true)) as (s: unknown) => boolean;
    for (const property of [always(plane, odd), alwaysStep(plane, (_, after) => odd(after))])
      expect(failureOf(() => minimal({ odd: property }, 'odd', detour))).toMatchObject({
        message: 'It returned no: a property must return true or false.',
        during: 'the property odd',
        steps: detour.slice(0, 3),
      });
    const seen = sometimes(plane, ((s: Plane) => (s.x === 2 ? 1 : false)) as unknown as () => boolean);
    expect(() => minimal({ seen }, 'seen', detour)).toThrow('It returned 1: ');
  });

  it('beside the trace loses no violation: of steps that are left out, nothing is proven', () => {
    // Without the step up it throws.
    const trap = {
      ...onPlane,
      actions: {
        ...onPlane.actions,
        right: () =>
          act({
            choose: {},
            when: (_, { x }) => x < 9,
            then: (_, s) => {
              if (s.x === 1 && s.y === 0) fail();
              s.x++;
            },
          }),
      },
    };
    expect(minimal({ low }, 'low', detour, trap)).toEqual(unproven(detour));
    expect(minimal({ low }, 'low', [right, up, home, ...detour], trap)).toEqual(unproven(detour));
  });

  it('around it, or in a search of what is shorter, loses none: what was left out stays so', () => {
    expect(minimal({ low }, 'low', [right, home, ...detour], withPitfall)).toEqual(
      unproven([right, right, right]),
    );
    // As far as the search came before it threw is not known.
    const far = always(plane, ({ x }) => x < 5);
    const trap = {
      ...onPlane,
      actions: {
        ...onPlane.actions,
        fall: () => act({ choose: {}, when: (_, { x, y }) => x === 0 && y === 2, then: fail }),
      },
    };
    expect(minimal({ far }, 'far', Array(5).fill(right), trap, { budget: 300 })).toEqual(
      unproven(Array(5).fill(right)),
    );
  });

  it('by the property, beside the trace, loses none', () => {
    const odd = always(plane, ({ x, y }) => (y === 2 ? fail() : x < 3));
    expect(minimal({ odd }, 'odd', detour)).toEqual(unproven([right, right, right]));
    const step = alwaysStep(plane, (_, { x, y }) => (y === 2 ? fail() : x < 3));
    expect(minimal({ step }, 'step', detour)).toEqual(unproven([right, right, right]));
    const seen = sometimes(plane, ({ x, y }) => (y === 2 ? fail() : x === 3));
    expect(minimal({ seen }, 'seen', detour)).toEqual(unproven([right, right, right]));
    const noAnswer = always(plane, (({ x, y }: Plane) => (y === 2 ? 0 : x < 3)) as unknown as () => boolean);
    expect(minimal({ noAnswer }, 'noAnswer', detour)).toEqual(unproven([right, right, right]));
  });

  it('by a constraint, beside the trace, loses none', () => {
    const trap = within(onPlane, { odd: ({ y }) => y < 2 || fail() });
    expect(minimal({ low }, 'low', detour, trap)).toEqual(unproven([right, right, right]));
  });

  it('within narrowed bounds only does no harm', () => {
    const bounds = {
      least: { meaning: 'what the model needs', from: 0, to: 9, default: 9 },
      most: { meaning: 'how far it crawls', from: 0, to: 200, default: 200 },
    } as const;
    let thrown = 0;
    const at = (needed: number): void => {
      if (needed >= 5) return;
      thrown++;
      fail();
    };
    const crawling: Protocol = protocol({
      bounds,
      schema: lock,
      initial: (s) => at(s.bounds.least),
      rules: {},
      actions: locked.actions,
    });
    const open = always(lock, ({ crawled }) => crawled < 24);
    const trace = [stepOf('turn', { k: 2 }), ...crawls(24)];
    for (const budget of [1, 1000]) {
      const { steps, certificate } = minimal({ open }, 'open', trace, crawling, { budget })!;
      expect(steps).toEqual(crawls(24));
      expect(certificate).toMatchObject({ kind: 'bounded' });
    }
    expect(thrown).toBeGreaterThan(0);
  });

  it('where the same trace gives something else on plain objects, is told, and nothing is claimed', () => {
    let times = 0;
    const fickle = always(plane, ({ x }) => x < 3 || ++times > 1);
    expect(failureOf(() => minimal({ fickle }, 'fickle', [right, right, right])).during).toBe(
      'the property fickle',
    );
  });
});
