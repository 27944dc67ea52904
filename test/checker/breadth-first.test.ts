import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import {
  actionsOf,
  always,
  alwaysStep,
  below,
  protocol,
  record,
  sometimes,
  sizeOf,
  withRules,
  type StateOf,
} from '#checker/dsl';
import { collisionProbability } from '#checker/report';
import { expectAgreement, outcomesOf, stepsOf } from '../support/agreement.js';
import { countTo, counting } from '../support/count-to.js';
import { lossyBag, mail } from '../support/lossy-bag.js';
import { lossySet, post } from '../support/lossy-set.js';

const takenOf = (report: {
  readonly actions: readonly { readonly name: string; readonly generated: number }[];
}) => Object.fromEntries(report.actions.map(({ name, generated }) => [name, generated]));

describe('what is counted by hand is what the search counts', () => {
  it('when every bit of the initial state is 0', () => {
    // States 0 to 3; up from 0, 1, 2 and back from all four: 3 + 4 steps, and with the initial state 8.
    const report = expectAgreement(countTo, {});
    expect(report).toMatchObject({ distinctStates: 4, generatedStates: 8, depth: 3, terminalStates: 0 });
    expect(report.outDegree).toEqual({ mean: 7 / 4, most: 2 });
  });

  it('when every bit of the initial state is 0, and the only steps lead back to it', () => {
    const report = check(countTo, {}, { most: 0 });
    expect(report).toMatchObject({ distinctStates: 1, generatedStates: 2, depth: 0, terminalStates: 0 });
  });

  it('when a state has every bit that the initial one has not, and a word has no bit to spare', () => {
    const schema = record({ low: below(1 << 16), high: below(1 << 16) });
    const action = actionsOf<StateOf<typeof schema>>();
    const flip = protocol({
      bounds: {},
      schema,
      initial: (s) => void (s.low = 5),
      rules: {},
      actions: {
        flip: () =>
          action({
            choose: {},
            then: (_, s) => {
              s.low = 0xffff - s.low;
              s.high = 0xffff - s.high;
            },
          }),
      },
    });
    for (const fingerprints of [false, true])
      expect(check(flip, {}, {}, { fingerprints })).toMatchObject({
        distinctStates: 2,
        generatedStates: 3,
        depth: 1,
      });
  });

  it('when a state takes no bits at all', () => {
    const nothing = protocol({ ...countTo, actions: {} });
    expect(check(nothing, {}, { most: 0 })).toMatchObject({
      distinctStates: 1,
      generatedStates: 1,
      depth: 0,
      terminalStates: 1,
      outDegree: { mean: 0, most: 0 },
    });
  });

  it('of one message in a bag that holds two', () => {
    // Not sent: 1 state. Sent: 0, 1 or 2 copies in flight, received or not: 3 * 2. Together 7.
    // Steps: send 1. With one copy in flight lose, duplicate, receive: 3, with two lose and receive: 2, each twice
    // (received or not): 1 + 2 * (3 + 2) = 11, and with the initial state 12.
    // The farthest state has two copies and is received: send, duplicate, receive, duplicate.
    // Nothing is possible with none in flight: received, or lost.
    const report = expectAgreement(lossyBag, {}, { messages: 1, inFlight: 2 });
    expect(report).toMatchObject({ distinctStates: 7, generatedStates: 12, depth: 4, terminalStates: 2 });
  });

  it('of two messages in a bag that holds one', () => {
    // With room for one there are no duplicates. A message is unsent, in flight, lost or received, and the second is
    // sent once the first is not in flight any more.
    // States: none sent 1; one sent 3; both sent: 2 for the first * 3 for the second = 6. Together 10, and one way to
    // each: 9 steps. The farthest: send, receive, send, receive. At the end each is lost or received: 2 * 2.
    const report = expectAgreement(lossyBag, {}, { messages: 2, inFlight: 1 });
    expect(report).toMatchObject({ distinctStates: 10, generatedStates: 10, depth: 4, terminalStates: 4 });
  });

  it('of two messages in a bag that holds two', () => {
    // Write (a, b) for the copies of the first and the second message in flight.
    // None sent: 1 state. One sent: a of 0, 1, 2, received or not: 6.
    // Both sent: (0, b) with b of 0, 1, 2: each with either received or not: 3 * 4 = 12. (1, 0) and (2, 0) too: 2 * 4 = 8.
    // In (1, 1) the second is not received: there was never room for a second copy of it: 2. Together 22, in all 29.
    //
    // Steps, by the copies in flight: with one of one kind lose, duplicate, receive; with two of one kind lose, receive;
    // in (1, 1) two of each; send where one of two is sent and there is room.
    //   none sent: 1
    //   one sent: a = 0: 1 each, a = 1: 4 each, a = 2: 2 each, and two of each: 2 * (1 + 4 + 2) = 14
    //   both sent: (0, 1) and (1, 0): 8 states * 3 = 24; (0, 2) and (2, 0): 8 * 2 = 16; (1, 1): 2 * 4 = 8; together 48
    // In all 63, and with the initial state 64.
    //
    // Farthest: both received and two copies of one: send, duplicate, receive, send, receive, duplicate.
    // Nothing is possible in (0, 0) once both are sent: 4.
    const report = expectAgreement(
      lossyBag,
      {
        someBothReceived: sometimes(mail, ({ received }) => sizeOf(received) === 2),
        someOvertakes: sometimes(
          mail,
          ({ received, network }) => received === 2 && network.has({ number: 0 }),
        ),
      },
      { messages: 2, inFlight: 2 },
    );
    expect(report).toMatchObject({ distinctStates: 29, generatedStates: 64, depth: 6, terminalStates: 4 });
    // send: 1 + (1 + 1) * 2. lose and receive: one for each kind of message in flight: 4 where one is sent, then 4 + 4 +
    // 4 + 4 + 2 * 2. duplicate: where there is just one, 2 + 8.
    expect(takenOf(report)).toEqual({ send: 5, lose: 24, receive: 24, duplicate: 10 });
    // Full and one to send: a = 2, twice. Full and one to duplicate: the same two, 8 of (0, 2) and (2, 0), 2 * 2 of (1, 1).
    expect(report.cut.room).toEqual([
      { action: 'send', by: 'inFlight', times: 2 },
      { action: 'duplicate', by: 'inFlight', times: 14 },
    ]);
    // Send, send, receive the second.
    expect(stepsOf(outcomesOf(report)['someOvertakes']!)).toBe(3);
    expect(stepsOf(outcomesOf(report)['someBothReceived']!)).toBe(4);
  });

  it('of a network that itself refuses what is too much: the same states, and no bound that cut anything', () => {
    const polite = withRules(lossyBag, { takes: ({ network }) => !network.isFull });
    const report = expectAgreement(polite, {}, { messages: 2, inFlight: 2 });
    expect(report).toMatchObject({ distinctStates: 29, generatedStates: 64, depth: 6, terminalStates: 4 });
    expect(report.cut.room).toEqual([]);
  });

  it('of messages in a set', () => {
    // A message that is sent is in flight or not, and received or not: 4 states each. None, one or two of them are sent:
    // 1 + 4 + 16 = 21.
    // Steps: send where less than two are sent: 1 + 4 = 5. Send again, for each that is sent: 4 + 16 * 2 = 36. Lose, for
    // each in flight: 2 + 16 = 18, and receive likewise: 18. In all 77, and with the initial state 78.
    // The farthest: both received and lost: 3 steps each. Something can be sent always.
    const report = expectAgreement(
      lossySet,
      {
        everReceived: alwaysStep(post, (before, after) => (before.received & ~after.received) === 0),
        onceInFlight: always(
          post,
          ({ network, sent }) => network.size <= sent && network.count({ number: 0 }) <= 1,
        ),
      },
      { messages: 2 },
    );
    expect(report).toMatchObject({ distinctStates: 21, generatedStates: 78, depth: 6, terminalStates: 0 });
    expect(takenOf(report)).toEqual({ send: 5, sendAgain: 36, lose: 18, receive: 18 });
  });

  it('of three messages in a set: 1 + 4 + 16 + 64 states', () => {
    expect(check(lossySet, {}, { messages: 3 })).toMatchObject({ distinctStates: 85, depth: 9 });
  });
});

describe('the search goes on after a violation', () => {
  const properties = {
    neverOne: always(counting, ({ n }) => n !== 1),
    neverTwo: always(counting, ({ n }) => n !== 2),
    neverThree: always(counting, ({ n }) => n !== 3),
    neverBack: alwaysStep(counting, ({ n }, after) => after.n >= n),
    someTwo: sometimes(counting, ({ n }) => n === 2),
    someFour: sometimes(counting, ({ n }) => n === 4),
  };
  it('so that its counts are those of the whole space, and each property has its own shortest witness', () => {
    const report = check(countTo, properties);
    expect({ ...report, properties: [] }).toEqual({ ...check(countTo, {}), properties: [] });
    const up = { action: 'up', chosen: {} };
    expect(outcomesOf(report)).toEqual({
      neverOne: { verdict: 'violated', trace: [up], asked: undefined },
      neverTwo: { verdict: 'violated', trace: [up, up], asked: undefined },
      neverThree: { verdict: 'violated', trace: [up, up, up], asked: undefined },
      neverBack: { verdict: 'violated', trace: [up, { action: 'back', chosen: {} }], asked: undefined },
      someTwo: { verdict: 'seen', trace: [up, up] },
      someFour: { verdict: 'neverSeen' },
    });
  });

  it('and a property that the initial state decides has a witness of no steps', () => {
    const report = check(countTo, {
      neverZero: always(counting, ({ n }) => n !== 0),
      someZero: sometimes(counting, ({ n }) => n === 0),
    });
    expect(outcomesOf(report)).toEqual({
      neverZero: { verdict: 'violated', trace: [], asked: undefined },
      someZero: { verdict: 'seen', trace: [] },
    });
    expect(report.distinctStates).toBe(4);
  });
});

describe('fingerprints', () => {
  it('count what whole states count, and say how likely they are to miss one', () => {
    const exact = check(lossySet, {}, { messages: 3 });
    const hashed = check(lossySet, {}, { messages: 3 }, { fingerprints: true });
    expect(exact.collisionProbability).toBe(0);
    expect(hashed.collisionProbability).toBeGreaterThan(0);
    expect({ ...hashed, collisionProbability: 0 }).toEqual(exact);
  });
  it('are likely to collide as birthdays are: n * (n - 1) / 2 pairs, of 2^64 hashes', () => {
    expect(collisionProbability(1)).toBeCloseTo(0, 30);
    expect(collisionProbability(1_000_001) * 2 ** 64).toBeCloseTo((1_000_001 * 1_000_000) / 2, -6);
    // Where collisions are certain the probability is 1, and not more.
    expect(collisionProbability(2 ** 36)).toBeGreaterThan(0.99);
    expect(collisionProbability(2 ** 40)).toBe(1);
  });
  it('work across many levels, each of which replaces the one before the last', () => {
    const report = check(
      countTo,
      { small: always(counting, ({ n }) => n < 700) },
      { most: 1000 },
      { fingerprints: true },
    );
    expect(report).toMatchObject({ distinctStates: 1001, generatedStates: 2002, depth: 1000 });
    expect(stepsOf(outcomesOf(report)['small']!)).toBe(700);
  });
});

describe('the bounds of a run', () => {
  it('are those given, and the defaults of all others', () => {
    expect(check(lossyBag, {}, { messages: 1 }).bounds).toEqual({ messages: 1, inFlight: 2 });
  });
  it('are refused where they are not declared', () => {
    expect(() => check(countTo, {}, { least: 3 })).toThrow(/There is no bound least here/);
  });
});

describe('an action may have a name that generated code has a use for, or a reserved word', () => {
  const up = countTo.actions['up']!;
  const names = ['delete', 'new', 'class', 's', 'when', 'then', 'emit', 'stopped', 'expand', 'get', 'async'];
  it.each(names)('%s', (name) => {
    expect(check(protocol({ ...countTo, actions: { [name]: up } }), {})).toMatchObject({
      distinctStates: 4,
      generatedStates: 4,
      depth: 3,
    });
  });
});
