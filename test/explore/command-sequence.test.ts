import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, limit, within } from '#checker/dsl';
import { verifyCommand } from '#checker/trace-text';
import { commandSequences, PropertyViolated, sequenceFrom, upholds } from 'tidemark/fast-check';
import type { CommandSequence } from 'tidemark/fast-check';
import { kip279, kip320, replication, strongIsr } from 'tidemark/kafka';
import { counting, countTo } from '../support/count-to.js';
import { messageOf, traceIn } from '../support/trace-in.js';

const bounds = { logSize: 1, records: 1 };
const options = { properties: { strongIsr }, bounds, effort: { steps: 3000 } };
const small = always(counting, ({ n }) => n < 3);
const parameters = { seed: 1, endOnFailure: false };

describe('what fc.assert says of a violation', () => {
  it('has the trace as the project writes it, which reads back in, and the command that finds it', () => {
    const property = fc.property(commandSequences(kip279, options), upholds);
    const [sequence] = fc.check(property, parameters).counterexample!;
    const message = messageOf(() => fc.assert(property, parameters));
    const trace = traceIn(message);
    expect(trace.steps).toEqual(sequence.steps);
    expect(trace.steps).toHaveLength(10);
    expect(trace).toMatchObject({
      protocol: 'kip-279',
      property: 'strong-isr',
      bounds: sequence.search.bounds,
    });
    expect(message).toMatch('# strong-isr is violated by kip-279 in 10 steps, the fewest there are.');
    expect(message).toMatch(
      'shortest: no violation of this property in fewer steps exists within these bounds',
    );
    expect(message).toMatch(
      'reproduce: npx tidemark verify kip-279 --property strong-isr --brokers 3 --log-size 1 --records 1 --leader-epochs 2',
    );
    expect(message).toMatch(`npx tidemark ${verifyCommand(trace)}`);
    const again = sequenceFrom(kip279, String(sequence).split('\nshortest:')[0]!, options);
    expect(again).toMatchObject({ steps: sequence.steps, violated: 'strong-isr' });
  });
  it('has the same trace, as it was found and without a command, where nothing may be shrunk', () => {
    const property = fc.property(commandSequences(kip279, options), upholds);
    const unshrunk = { ...parameters, endOnFailure: true };
    const [sequence] = fc.check(property, unshrunk).counterexample!;
    const message = messageOf(() => fc.assert(property, unshrunk));
    expect(traceIn(message).steps).toEqual(sequence.steps);
    expect(message).toMatch(` in ${sequence.length} steps, as it was found.`);
    expect(message).not.toMatch(/npx tidemark|shortest/);
  });
  it('says how far it is proven, and gives no command, where not all shorter ones were searched', () => {
    const property = fc.property(commandSequences(kip279, { ...options, bounds: {}, states: 2000 }), upholds);
    const message = messageOf(() => fc.assert(property, parameters));
    expect(message).toMatch(/ in \d+ steps, and in no fewer than \d\.\n/);
    expect(message).toMatch(/^# no shorter than \d proven within [\d,]+ states/m);
    expect(message).not.toMatch('npx tidemark');
  });
  it.each([
    [
      'a protocol that is not registered',
      commandSequences(countTo, { properties: { small } }),
      'unnamed',
      'small',
    ],
    [
      'one that builds on a registered one',
      commandSequences(within(kip279, { few: ({ nextLeaderEpoch }) => nextLeaderEpoch < 4 }), options),
      'unnamed',
      'strong-isr',
    ],
    [
      'a property that is not registered',
      commandSequences(kip279, {
        ...options,
        properties: { 'my-isr': always(replication, ({ quorum }) => quorum.leaderEpoch !== 2) },
      }),
      'kip-279',
      'my-isr',
    ],
  ])('has no command for the command line with %s', (_what, arbitrary, protocol, name) => {
    const message = messageOf(() => fc.assert(fc.property(arbitrary, upholds), parameters));
    expect(message).not.toMatch('npx');
    expect(message).toMatch('shortest: ');
    expect(message).toMatch('the command line does not know both names: in a test, sequenceFrom takes this');
    expect(traceIn(message)).toMatchObject({ protocol, property: name });
  });
  it('has the command with its limits for a registered protocol that is limited', () => {
    const limited = limit(kip279, { controllerElectLeader: 3 });
    const message = messageOf(() =>
      fc.assert(fc.property(commandSequences(limited, options), upholds), parameters),
    );
    expect(message).toMatch(
      /reproduce: npx tidemark verify kip-279 --property strong-isr .* --limit controllerElectLeader=3$/m,
    );
    expect(traceIn(message)).toMatchObject({ protocol: 'kip-279', limits: { controllerElectLeader: 3 } });
  });
  it('has the limits of a protocol that is limited', () => {
    const limited = limit(countTo, { back: 2 });
    const property = fc.property(commandSequences(limited, { properties: { small } }), upholds);
    const trace = traceIn(messageOf(() => fc.assert(property, parameters)));
    expect(trace).toMatchObject({ limits: { back: 2 }, bounds: { most: 3 } });
    expect(trace.steps.map(({ action }) => action)).toEqual(['up', 'up', 'up']);
  });
  it('calls a registered property by its registered name, whatever the caller calls it', () => {
    const arbitrary = commandSequences(kip279, { ...options, properties: { mine: strongIsr } });
    expect(messageOf(() => fc.assert(fc.property(arbitrary, upholds), parameters))).toMatch(
      'reproduce: npx tidemark verify kip-279 --property strong-isr ',
    );
  });
  it('is caused by a PropertyViolated, which has the sequence', () => {
    const property = fc.property(commandSequences(countTo, { properties: { small } }), upholds);
    const { errorInstance, counterexample } = fc.check(property, parameters);
    expect(errorInstance).toBeInstanceOf(PropertyViolated);
    expect((errorInstance as PropertyViolated).message).toBe('small is violated in 3 steps.');
    const { sequence } = errorInstance as PropertyViolated;
    expect(sequence).toBe(counterexample![0]);
    // Who prints an error prints all that can be enumerated of it.
    expect(Object.keys(errorInstance as PropertyViolated)).not.toContain('sequence');
    expect(inspect(errorInstance)).not.toContain('schema');
  });
});

describe('a behaviour that violates nothing', () => {
  const [sequence] = fc.sample(commandSequences(kip320, options), { seed: 1, numRuns: 1 }) as [
    CommandSequence,
  ];

  it('upholds what is asserted', () => {
    expect(() => upholds(sequence)).not.toThrow();
  });
  it('prints as its steps, a line each, under what it is of', () => {
    const [before, head, ...lines] = fc.stringify(sequence).split('\n');
    // What fast-check writes around it stands on lines of its own.
    expect([before, lines.pop()]).toEqual(['', '']);
    expect(head).toBe(
      `# ${sequence.length} steps of kip-320 --brokers 3 --log-size 1 --records 1 --leader-epochs 2`,
    );
    expect(lines).toHaveLength(sequence.length);
    for (const [i, line] of lines.entries()) {
      expect(Number(line.slice(0, 2))).toBe(i + 1);
      expect(line).toMatch(` ${sequence.steps[i]!.action}`);
    }
  });
  it('tells its states, the initial one first', () => {
    const states = sequence.states();
    expect(states).toHaveLength(sequence.length + 1);
    expect(states[0]).toMatchObject({ nextLeaderEpoch: 0 });
    expect(states[1]).toMatchObject({ nextLeaderEpoch: 1 });
  });
});
