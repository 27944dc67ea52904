import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, alwaysStep, limit, sometimes, within } from '#checker/dsl';
import type { Protocol } from '#checker/protocol';
import { packedRegister } from '#checker/register';
import { decides } from '#checker/decides';
import { follow } from '#checker/trace';
import { stepLines } from '#checker/trace-text';
import { toJson, type Json } from '#checker/value';
import { commandsFor, PropertyViolated, type Model, type ModelCommand } from 'tidemark/fast-check';
import { kip320, replication, someRecordCommits } from 'tidemark/kafka';
import { BoundsError, NOBODY } from 'tidemark';
import { counting, countTo } from '../support/count-to.js';
import { lossyBag, mail } from '../support/lossy-bag.js';

const noEmptyIsr = always(replication, ({ quorum }) => quorum.isr !== NOBODY);
const small = always(counting, ({ n }) => n < 3);
const anyMail = always(mail, () => true);
const most = { size: 'max', maxCommands: 60 } as const;

/** The state of a model as JSON, as a trace has it. */
function stateOf(protocol: Protocol, bounds: Readonly<Record<string, number>>, { words }: Model): Json {
  const register = packedRegister(protocol.schema, bounds, protocol.limits);
  register.words.set(words);
  return toJson(protocol.schema, register.state);
}
const drawn = (commands: readonly fc.Arbitrary<ModelCommand>[], seed = 1): ModelCommand[] =>
  fc.sample(fc.oneof(...commands), { seed, numRuns: 400 });

describe('stock commands of fast-check', () => {
  it.each([
    ['a counter', commandsFor(countTo, { properties: { small } }), countTo, small, 3],
    ['Kafka', commandsFor(kip320, { properties: { noEmptyIsr } }), kip320, noEmptyIsr, 3],
    [
      'messages',
      commandsFor(lossyBag, { properties: { none: always(mail, ({ received }) => received !== 2) } }),
      lossyBag,
      always(mail, ({ received }) => received !== 2),
      3,
    ],
    [
      'steps',
      commandsFor(lossyBag, {
        properties: { kept: alwaysStep(mail, (_, __, { action }) => action !== 'lose') },
      }),
      lossyBag,
      alwaysStep(mail, (_, __, { action }) => action !== 'lose'),
      2,
    ],
  ])('find a bug that is not deep: %s', (_name, { commands, setup }, protocol: Protocol, property, least) => {
    const { failed, errorInstance } = fc.check(
      fc.property(fc.commands([...commands], most), (some) => fc.modelRun(setup, some)),
      { seed: 1, numRuns: 2000 },
    );
    expect(failed).toBe(true);
    expect(errorInstance).toBeInstanceOf(PropertyViolated);
    const { sequence } = errorInstance as PropertyViolated;
    expect(sequence.length).toBeGreaterThanOrEqual(least);
    expect(sequence.length).toBeLessThan(least + 4);
    expect(decides(property, protocol, sequence.search.bounds, sequence.steps)).toBe(true);
  });
  it('find nothing where there is nothing', () => {
    const { commands, setup } = commandsFor(kip320);
    fc.assert(
      fc.property(fc.commands([...commands], most), (some) => fc.modelRun(setup, some)),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe('a command', () => {
  it.each([
    ['Kafka', kip320, commandsFor(kip320)],
    ['messages', lossyBag, commandsFor(lossyBag, { properties: { anyMail } })],
    [
      'a limited fault',
      limit(lossyBag, { lose: 1 }),
      commandsFor(limit(lossyBag, { lose: 1 }), { properties: { anyMail } }),
    ],
  ])(
    'looks without a change, and takes the step of a trace: %s',
    (_name, protocol: Protocol, { commands, setup }) => {
      const bounds = Object.fromEntries(
        Object.entries(protocol.bounds as typeof kip320.bounds).map(([name, bound]) => [name, bound.default]),
      );
      const taken = new Set<string>();
      for (const seed of [1, 2, 3, 4, 5, 6]) {
        const { model } = setup();
        expect(stateOf(protocol, bounds, model)).toEqual(follow(protocol, bounds, []).visited[0]!.state);
        for (const command of drawn(commands, seed)) {
          const before = { words: [...model.words], steps: [...model.steps] };
          const possible = command.check(model);
          expect(command.check(model)).toBe(possible);
          expect({ words: [...model.words], steps: [...model.steps] }).toEqual(before);
          if (!possible) continue;
          command.run(model, undefined);
          expect(model.steps).toHaveLength(before.steps.length + 1);
          taken.add(model.steps.at(-1)!.action);
          const { visited } = follow(protocol, bounds, model.steps);
          expect(stateOf(protocol, bounds, model)).toEqual(visited.at(-1)!.state);
          const line = stepLines(protocol, bounds, model.steps).at(-1)!;
          expect(line.slice(4).split('  ')[0]).toBe(command.toString());
        }
      }
      expect([...taken].sort()).toEqual(Object.keys(protocol.actions).sort());
    },
  );
  it('is possible exactly where the search takes the step', () => {
    const { commands, setup } = commandsFor(countTo, { properties: { any: always(counting, () => true) } });
    const up = drawn(commands).find((command) => command.toString() === 'up #0')!;
    const { model } = setup();
    const taken: boolean[] = [];
    for (let i = 0; i < 5; i++) {
      taken.push(up.check(model));
      if (up.check(model)) up.run(model, undefined);
    }
    expect(taken).toEqual([true, true, true, false, false]);
  });
  it('is not possible beyond a constraint', () => {
    const narrow = within(countTo, { low: ({ n }) => n < 1 });
    const { commands, setup } = commandsFor(narrow, { properties: { any: always(counting, () => true) } });
    const { model } = setup();
    const all = drawn(commands);
    all.find((command) => command.toString() === 'up #0')!.run(model, undefined);
    expect(all.map((command) => command.check(model))).not.toContain(true);
  });
  it('does not touch a model that another one has begun', () => {
    const { commands, setup } = commandsFor(countTo, { properties: { any: always(counting, () => true) } });
    const [one, other] = [setup().model, setup().model];
    const up = drawn(commands).find((command) => command.toString() === 'up #0')!;
    up.run(one, undefined);
    expect([stateOf(countTo, { most: 3 }, one), stateOf(countTo, { most: 3 }, other)]).toEqual([
      { n: 1 },
      { n: 0 },
    ]);
    expect(other.steps).toEqual([]);
  });
});

describe('what is printed of commands that failed', () => {
  it.each([1, 2, 3, 4, 5, 6])('are the steps that were taken, also of messages: seed %i', (seed) => {
    const { commands, setup } = commandsFor(lossyBag, {
      properties: { none: always(mail, ({ received }) => received !== 6) },
      bounds: { messages: 3, inFlight: 3 },
    });
    const { errorInstance, counterexample } = fc.check(
      fc.property(fc.commands([...commands], { ...most, disableReplayLog: true }), (some) =>
        fc.modelRun(setup, some),
      ),
      { seed, numRuns: 500 },
    );
    const { sequence } = errorInstance as PropertyViolated;
    const lines = stepLines(lossyBag, sequence.search.bounds, sequence.steps);
    expect(String(counterexample![0])).toBe(lines.map((line) => line.slice(4).split('  ')[0]).join(','));
  });
});

describe('what goes wrong at once', () => {
  it('is an initial state that violates something', () => {
    const { setup } = commandsFor(countTo, { properties: { never: always(counting, ({ n }) => n > 0) } });
    expect(setup).toThrow(PropertyViolated);
    expect(setup).toThrow('never is violated in 0 steps.');
  });
  it('is a bound out of range, or nothing to assert', () => {
    expect(() => commandsFor(kip320, { bounds: { brokers: 0 } })).toThrow(BoundsError);
    expect(() => commandsFor(countTo)).toThrow('There is no property to assert');
    const seen = sometimes(counting, ({ n }) => n === 2);
    expect(() => commandsFor(countTo, { properties: { seen } })).toThrow('There is no property to assert');
    expect(() => commandsFor(kip320, { properties: { someRecordCommits } })).toThrow(
      'There is no property to assert',
    );
  });
});
