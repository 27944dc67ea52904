import { test as propertyTest } from '@fast-check/vitest';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { actionsOf, always, limit, protocol } from '#checker/dsl';
import { decides } from '#checker/decides';
import { follow, NotPossible, type TraceStep } from '#checker/trace';
import { parseTrace, printTrace, TraceSyntaxError } from '#checker/trace-text';
import { BoundsError } from 'tidemark';
import {
  commandSequences,
  PropertyViolated,
  sequenceFrom,
  upholds,
  type CommandSequence,
} from 'tidemark/fast-check';
import { kip279, kip320, logEpochsMonotone, someRecordCommits, strongIsr, weakIsr } from 'tidemark/kafka';
import { counting, countTo } from '../support/count-to.js';
import { lossyBag, mail } from '../support/lossy-bag.js';
import { messageOf } from '../support/trace-in.js';
import { onPlane, plane, type Plane, right, up, withPitfall } from '../support/walks.js';

const properties = { strongIsr };
/** So little a run that some need several. */
const little = { steps: 3000 };
/** Bounds within which the same ten steps are the shortest, and little else is possible. */
const small = { logSize: 1, records: 1 };
/** Sequences that violate, and a property that takes note of those that its predicate was called with. */
const violating = () => commandSequences(kip279, { properties, bounds: small, effort: little });
const noting = (ran: CommandSequence[], arbitrary = violating()) =>
  fc.property(arbitrary, (sequence) => {
    ran.push(sequence);
    upholds(sequence);
  });

const text = readFileSync(join(root, 'traces/kip-279/strong-isr.trace'), 'utf8');
const golden = parseTrace(text);
const step = (action: string, chosen: TraceStep['chosen'] = {}): TraceStep => ({ action, chosen });

/** Whether they are some of the steps, in their order. */
function isPartOf(some: readonly TraceStep[], all: readonly TraceStep[]): boolean {
  let at = 0;
  for (const one of all) if (at < some.length && JSON.stringify(one) === JSON.stringify(some[at])) at++;
  return at === some.length;
}

describe('what is generated', () => {
  it.each([
    ['kip-320', commandSequences(kip320, { effort: little })],
    ['kip-279', commandSequences(kip279, { effort: little })],
    [
      'messages',
      commandSequences(lossyBag, { properties: { any: always(mail, () => true) }, effort: little }),
    ],
  ])('takes enabled steps only: %s', (_name, arbitrary) => {
    for (const { search, steps } of fc.sample(arbitrary, { seed: 1, numRuns: 40 })) {
      expect(steps.length).toBeGreaterThan(1);
      expect(follow(search.protocol, search.bounds, steps).visited).toHaveLength(steps.length + 1);
    }
  });
  it('says of a behaviour what it violates by its last step, and of no other what it does not', () => {
    const sequences = fc.sample(commandSequences(kip279, { effort: little }), { seed: 2, numRuns: 15 });
    expect(new Set(sequences.map(({ violated }) => violated)).size).toBeGreaterThan(2);
    for (const { search, steps, violated } of sequences)
      for (const [name, property] of Object.entries(search.properties))
        if (property.kind !== 'sometimes')
          for (let length = 0; length <= steps.length; length++)
            if (decides(property, search.protocol, search.bounds, steps.slice(0, length)))
              expect([length, violated! <= name]).toEqual([steps.length, true]);
            else expect(name === violated && length === steps.length).toBe(false);
  });
  it('depends on the seed alone', () => {
    const arbitrary = commandSequences(kip279, { effort: little });
    const drawn = (seed: number, from = arbitrary): string[] =>
      fc.sample(from, { seed, numRuns: 10 }).map(String);
    const first = drawn(3);
    expect(new Set(first).size).toBeGreaterThan(5);
    expect(drawn(4)).not.toEqual(first);
    expect(drawn(3)).toEqual(first);
    expect(drawn(3, commandSequences(kip279, { effort: little }))).toEqual(first);
  });
  it('is a violation of nothing in three steps where a run is three steps', () => {
    const [sequence] = fc.sample(commandSequences(kip320, { effort: { steps: 3, depth: 3 } }), {
      seed: 1,
      numRuns: 1,
    });
    expect(sequence!.run!.executed).toBe(3);
    expect(sequence!.violated).toBeUndefined();
  });
  it('stays within the bounds that are given, and the others are the defaults', () => {
    const [sequence] = fc.sample(
      commandSequences(kip320, { bounds: { brokers: 2, records: 1 }, effort: little }),
      { seed: 1, numRuns: 1 },
    );
    expect(sequence!.search.bounds).toEqual({ brokers: 2, logSize: 2, records: 1, leaderEpochs: 2 });
    expect(sequence!.states().at(-1)).toMatchObject({ replicas: [{}, {}] });
  });
  it('may violate something in the initial state, and is empty then', () => {
    const never = always(counting, ({ n }) => n > 0);
    const { counterexample, numShrinks } = fc.check(
      fc.property(commandSequences(countTo, { properties: { never } }), upholds),
      { seed: 1 },
    );
    expect(counterexample![0]).toMatchObject({
      steps: [],
      violated: 'never',
      certificate: { kind: 'shortest' },
    });
    expect(numShrinks).toBe(1);
  });
});

describe('what is refused', () => {
  it('bounds out of range, and those that are none', () => {
    expect(() => commandSequences(kip320, { bounds: { brokers: 99 } })).toThrow(BoundsError);
    expect(() => commandSequences(kip320, { bounds: { broker: 2 } as {} })).toThrow(BoundsError);
  });
  it.each([{ steps: 0 }, { depth: 1.5 }, { burst: Number.NaN }])('an effort of %j', (effort) => {
    expect(() => commandSequences(kip320, { effort })).toThrow(RangeError);
  });
  it('nothing to assert, or something that the protocol has no variables for', () => {
    expect(() => commandSequences(countTo)).toThrow('There is no property to assert');
    expect(() => commandSequences(kip320, { properties: { someRecordCommits } })).toThrow(
      'There is no property to assert',
    );
    expect(() => sequenceFrom(kip279, text, { properties: { someRecordCommits } })).toThrow(
      'There is no property to assert',
    );
    expect(() => commandSequences(countTo, { properties: { strongIsr } as {} })).toThrow(
      'speaks of variables',
    );
  });
});

describe('a violation', () => {
  it('is found, and shrinks in one step to a shortest trace', () => {
    const found = [1, 2, 3].map((seed) => {
      const arbitrary = commandSequences(kip279, { properties, effort: little });
      const details = fc.check(fc.property(arbitrary, upholds), { seed });
      expect(details).toMatchObject({ failed: true, numShrinks: 1 });
      const [sequence] = details.counterexample!;
      expect(sequence.violated).toBe('strong-isr');
      expect(sequence.length).toBe(10);
      expect(sequence.certificate).toMatchObject({ kind: 'shortest' });
      expect(decides(strongIsr, kip279, sequence.search.bounds, sequence.steps)).toBe(true);
      expect(details.counterexamplePath).toBe(`${details.numRuns - 1}:0`);
      expect(details.errorInstance).toBeInstanceOf(PropertyViolated);
      return details.numRuns;
    });
    // Some seeds need more than one run, or the path would say nothing.
    expect(Math.max(...found)).toBeGreaterThan(1);
  });
  it.each([1, 2, 3])('is replayed, minimal, from seed %i and the path alone', (seed) => {
    const { counterexample, counterexamplePath } = fc.check(noting([]), { seed });
    const path = counterexamplePath!;
    expect(path).toMatch(/^\d+:0$/);
    for (const other of [{}, { numRuns: 1 }, { numRuns: 3, verbose: 2, endOnFailure: true }]) {
      const ran: CommandSequence[] = [];
      const again = fc.check(noting(ran), { seed, path, ...other });
      expect(again).toMatchObject({ failed: true, numRuns: 1, numShrinks: 0, counterexamplePath: path });
      expect(ran.map(({ steps }) => steps)).toEqual([counterexample![0].steps]);
      expect(again.counterexample![0].certificate).toEqual(counterexample![0].certificate);
    }
  });
  it('is replayed as it was found from a path without its last part, and shrinks again', () => {
    const ran: CommandSequence[] = [];
    const seed = 2;
    const { counterexample, counterexamplePath } = fc.check(noting([]), { seed });
    const again = fc.check(noting(ran), { seed, path: counterexamplePath!.split(':')[0]! });
    expect(again).toMatchObject({ failed: true, numRuns: 1, numShrinks: 1, counterexamplePath });
    expect(ran.map(({ length }) => length)).toEqual([ran[0]!.length, 10]);
    expect(ran[0]!.length).toBeGreaterThan(10);
    expect(ran[0]!.certificate).toBeUndefined();
    expect(ran[1]!.steps).toEqual(counterexample![0].steps);
  });
  it('says how far it is proven where shrinking may not search all there is', () => {
    const found = (): CommandSequence =>
      fc.check(fc.property(commandSequences(kip279, { properties, effort: little, states: 2000 }), upholds), {
        seed: 1,
      }).counterexample![0];
    const { certificate, length, steps, search } = found();
    expect(certificate).toMatchObject({ kind: 'bounded' });
    expect(certificate!.kind === 'bounded' && certificate!.noShorterThan).toBeLessThan(length);
    expect(length).toBeGreaterThanOrEqual(10);
    expect(decides(strongIsr, kip279, search.bounds, steps)).toBe(true);
    expect(found().steps).toEqual(steps);
  });
  it('stays the one that was found, where several are asserted', () => {
    const both = { strongIsr, weakIsr, logEpochsMonotone };
    const named = new Set<string>();
    for (const seed of [1, 2, 3, 4]) {
      const ran: CommandSequence[] = [];
      const { counterexample } = fc.check(
        noting(ran, commandSequences(kip279, { properties: both, effort: little })),
        { seed },
      );
      const found = ran.find(({ violated }) => violated !== undefined)!.violated!;
      named.add(found);
      expect(counterexample![0].violated).toBe(found);
      expect(counterexample![0].toString()).toMatch(`# ${found} is violated by kip-279 in `);
      expect(counterexample![0].length).toBe(found === 'log-epochs-monotone' ? 9 : 10);
    }
    expect(named.size).toBeGreaterThan(1);
  });
});

describe('in an asynchronous property', () => {
  it('a violation is found, shrunk and replayed all the same', async () => {
    const property = fc.asyncProperty(violating(), async (sequence) => {
      await Promise.resolve();
      upholds(sequence);
    });
    const details = await fc.check(property, { seed: 1 });
    const { counterexample, counterexamplePath: path } = fc.check(noting([]), { seed: 1 });
    expect(details).toMatchObject({ failed: true, counterexamplePath: path, numShrinks: 1 });
    expect(details.counterexample![0]!.steps).toEqual(counterexample![0].steps);
    expect(await fc.check(property, { seed: 1, path: path! })).toMatchObject({ failed: true, numRuns: 1 });
  });
  propertyTest.prop([commandSequences(kip320, { properties, effort: little })], { seed: 1, numRuns: 5 })(
    'test.prop passes where nothing is found',
    upholds,
  );
  propertyTest.fails.prop([violating()], { seed: 1 })('test.prop fails where a violation is found', upholds);
});

describe('a trace as an example', () => {
  const failingAt = (example: CommandSequence) =>
    fc.check(fc.property(commandSequences(kip279), upholds), { seed: 1, numRuns: 1, examples: [[example]] });

  it('fails at once, and is shortest as it is', () => {
    const example = sequenceFrom(kip279, text);
    expect(example).toMatchObject({ steps: golden.steps, violated: 'strong-isr', certificate: undefined });
    const details = failingAt(example);
    expect(details).toMatchObject({ failed: true, numRuns: 1, counterexamplePath: '0:0' });
    expect(details.counterexample![0]!.steps).toEqual(golden.steps);
    expect(details.counterexample![0]!.certificate).toMatchObject({ kind: 'shortest' });
  });
  it('is shrunk to the shortest, if it has steps that are of no use', () => {
    const { steps } = golden;
    const longer = [
      ...steps.slice(0, 4),
      step('becomeFollower', { request: 0, follower: 1 }),
      ...steps.slice(4, 9),
      step('becomeFollower', { request: 2, follower: 1 }),
      ...steps.slice(9),
    ];
    const example = sequenceFrom(kip279, printTrace({ ...golden, steps: longer }, kip279), { properties });
    expect(example.steps).toEqual(longer);
    const details = failingAt(example);
    expect(details).toMatchObject({ failed: true, counterexamplePath: '0:0', numShrinks: 1 });
    expect(details.counterexample![0]!.length).toBe(10);
    expect(details.counterexample![0]!.certificate).toMatchObject({ kind: 'shortest' });
  });
  it('has its own bounds', () => {
    const { search } = sequenceFrom(kip279, text.replace('--log-size 2', '--log-size 3'));
    expect(search.bounds).toEqual({ brokers: 3, logSize: 3, records: 2, leaderEpochs: 2 });
  });
  it('ends at the first violation', () => {
    const steps = Array.from({ length: 3 }, () => step('up'));
    const bounds = { most: 3 };
    const file = { protocol: 'counter', property: 'small', bounds, limits: {}, story: [], steps };
    const example = sequenceFrom(countTo, printTrace(file, countTo), {
      properties: { small: always(counting, ({ n }) => n < 2) },
    });
    expect(example).toMatchObject({ steps: steps.slice(0, 2), violated: 'small' });
  });
  it('is refused where it is none, or the protocol cannot take it', () => {
    expect(() => sequenceFrom(kip279, 'nothing of the kind')).toThrow(TraceSyntaxError);
    expect(() => sequenceFrom(kip279, text.replace(/^ 2 .*$/m, ' 2  leaderWrite leader=0'))).toThrow(
      NotPossible,
    );
    expect(() => sequenceFrom(kip279, text.replace('--log-size', '--log-sizes'))).toThrow(BoundsError);
  });
});

describe('a trace as an example is refused', () => {
  const counterTrace = (limits: Readonly<Record<string, number>> = {}): string =>
    printTrace(
      {
        protocol: 'counter',
        property: 'small',
        bounds: { most: 3 },
        limits,
        story: [],
        steps: [step('up'), step('back'), step('up'), step('up')],
      },
      countTo,
    );
  const small = always(counting, ({ n }) => n < 2);

  it('where it is of another protocol that has a name, also where that could take it', () => {
    expect(() => sequenceFrom(kip320, text)).toThrow(
      new Error('This is a trace of kip-279, and not of kip-320.'),
    );
    expect(() => sequenceFrom(kip320, text.replaceAll('kip-279', 'kip-101'))).toThrow(
      'This is a trace of kip-101, and not of kip-320.',
    );
    expect(sequenceFrom(limit(kip279, { controllerElectLeader: 3 }), text).violated).toBe('strong-isr');
    // Of one without a name nobody knows what it was called.
    expect(sequenceFrom({ ...kip279 }, text).violated).toBe('strong-isr');
  });
  it('where it is of a property that is not asserted', () => {
    expect(() => sequenceFrom(kip279, text, { properties: { weakIsr } })).toThrow(
      new Error('This is a trace of strong-isr, which is not asserted: weak-isr.'),
    );
    expect(() => sequenceFrom(countTo, counterTrace(), { properties: { tiny: small } })).toThrow(
      'This is a trace of small, which is not asserted: tiny.',
    );
  });
  it('unless its limits are kept, which shrinking keeps to as well', () => {
    const options = { properties: { small } };
    const sequence = sequenceFrom(countTo, counterTrace({ back: 1, up: 3 }), options);
    expect(sequence.search.protocol.limits).toEqual({ back: 1, up: 3 });
    expect(sequence.violated).toBe('small');
    expect(() => sequenceFrom(countTo, counterTrace({ up: 2 }), options)).toThrow(NotPossible);
    expect(
      sequenceFrom(limit(countTo, { back: 2 }), counterTrace({ up: 3 }), options).search.protocol.limits,
    ).toEqual({ back: 2, up: 3 });
    const { counterexample } = fc.check(fc.property(commandSequences(countTo, options), upholds), {
      seed: 1,
      examples: [[sequence]],
    });
    expect(counterexample![0]!.search.protocol.limits).toEqual({ back: 1, up: 3 });
    expect(parseTrace(String(counterexample![0]))).toMatchObject({
      limits: { back: 1, up: 3 },
      steps: [step('up'), step('up')],
    });
  });
});

describe('a model that throws near a violation', () => {
  const low = always(plane, ({ x }) => x < 3);
  const few = { steps: 300, depth: 10, burst: 4 };
  it('does not hide it', () => {
    let found = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const arbitrary = commandSequences(withPitfall, { properties: { low }, effort: few });
      const message = messageOf(() => fc.assert(fc.property(arbitrary, upholds), { seed, numRuns: 1 }));
      // Where a walk comes by it before it finds something, that is an error.
      if (message.startsWith('fall failed: what the model said\n')) continue;
      found++;
      expect(message).toMatch('# low is violated by unnamed in 3 steps, and in no fewer than 1.');
      const { counterexample, errorInstance } = fc.check(fc.property(arbitrary, upholds), {
        seed,
        numRuns: 1,
      });
      expect(counterexample![0]).toMatchObject({
        violated: 'low',
        steps: [right, right, right],
        certificate: { kind: 'bounded', noShorterThan: 1, states: 0 },
      });
      expect(errorInstance).toBeInstanceOf(PropertyViolated);
    }
    expect(found).toBeGreaterThan(0);
  });
  it("does not hide what fails somebody's own predicate", () => {
    const trap = protocol({
      ...onPlane,
      actions: {
        up: onPlane.actions['up']!,
        right: () =>
          actionsOf<Plane>()({
            choose: {},
            when: (_, { x }) => x < 9,
            then: (_, s) => {
              if (s.y === 0) throw new Error('what the model said');
              s.x++;
            },
          }),
      },
    });
    const example = sequenceFrom(
      trap,
      printTrace(
        { protocol: 'trap', property: 'low', bounds: {}, limits: {}, story: [], steps: [up, right] },
        trap,
      ),
      { properties: { low } },
    );
    const sequences = commandSequences(trap, { properties: { low }, effort: { steps: 1, depth: 1 } });
    const goesRight = ({ steps }: CommandSequence): boolean =>
      steps.every(({ action }) => action !== 'right');
    const { counterexample, failed } = fc.check(fc.property(sequences, goesRight), { examples: [[example]] });
    expect(failed).toBe(true);
    expect(counterexample![0]!.steps).toEqual([up, right]);
  });
});

describe("a behaviour that fails somebody's own predicate, and violates nothing", () => {
  it('is shrunk by leaving steps out, and whatever is tried is possible', () => {
    const ran: CommandSequence[] = [];
    const writesTwice = ({ steps }: CommandSequence): boolean =>
      steps.filter(({ action }) => action === 'leaderWrite').length >= 2;
    const details = fc.check(
      fc.property(commandSequences(kip320, { properties, effort: little }), (sequence) => {
        ran.push(sequence);
        return !writesTwice(sequence);
      }),
      { seed: 1 },
    );
    const [shortest] = details.counterexample!;
    expect(details.numShrinks).toBeGreaterThan(0);
    expect(ran.length).toBeGreaterThan(10);
    let from = ran[details.numRuns - 1]!;
    for (const candidate of ran.slice(details.numRuns)) {
      follow(kip320, candidate.search.bounds, candidate.steps);
      expect(isPartOf(candidate.steps, from.steps)).toBe(true);
      expect(candidate.length).toBeLessThan(from.length);
      if (writesTwice(candidate)) from = candidate;
    }
    expect(from).toBe(shortest);
    expect(shortest.violated).toBeUndefined();
    expect(shortest.steps.slice(-2).map(({ action }) => action)).toEqual(['leaderWrite', 'leaderWrite']);
    for (let at = 0; at < shortest.length - 2; at++)
      expect(() => follow(kip320, shortest.search.bounds, shortest.steps.toSpliced(at, 1))).toThrow(
        NotPossible,
      );
  });
  it('comes down to no step at all, where it is not about the steps', () => {
    const { counterexample } = fc.check(
      fc.property(commandSequences(kip320, { properties, effort: little }), (_sequence) => false),
      { seed: 1 },
    );
    expect(counterexample![0].steps).toEqual([]);
  });
  it('is replayed from its seed and path', () => {
    const property = fc.property(commandSequences(kip320, { properties, effort: little }), ({ steps }) =>
      steps.every(({ action }) => action !== 'leaderWrite'),
    );
    const { counterexample, counterexamplePath: path, seed } = fc.check(property, { seed: 5 });
    const again = fc.check(property, { seed, path: path! });
    expect(again).toMatchObject({ failed: true, numRuns: 1 });
    expect(again.counterexample![0].steps).toEqual(counterexample![0].steps);
  });
});
