import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import {
  actionsOf,
  alwaysStep,
  bagOf,
  below,
  each,
  eachBelow,
  interchangeable,
  mapOf,
  protocol,
  record,
  within,
  type StateOf,
  type Step,
} from '#checker/dsl';
import { expectAgreement, outcomesOf } from '../support/agreement.js';
import { countTo, counting } from '../support/count-to.js';
import { lossyBag, mail } from '../support/lossy-bag.js';

describe('a property of steps is judged', () => {
  const asked = (protocol: typeof countTo) =>
    outcomesOf(
      expectAgreement(protocol, { every: alwaysStep(counting, { given: () => true, holds: () => true }) }),
    )['every'];

  it('of every step that is taken, also where it leads to a state already seen, or changes nothing', () => {
    // 3 up, and back from all four: from 0 to itself, and from the others to a state that was seen.
    expect(asked(countTo)).toEqual({ verdict: 'holds', vacuous: false, asked: 7 });
  });
  it('of a step to a state outside, too', () => {
    // Within n <= 1: up from 0, up from 1 to outside, back from both.
    expect(asked(within(countTo, { small: ({ n }) => n <= 1 }))).toEqual({
      verdict: 'holds',
      vacuous: false,
      asked: 4,
    });
  });

  it('and is violated by a step that changes nothing, in one step', () => {
    const report = expectAgreement(countTo, {
      moves: alwaysStep(counting, (before, after) => before.n !== after.n),
    });
    expect(outcomesOf(report)['moves']).toMatchObject({
      verdict: 'violated',
      trace: [{ action: 'back', chosen: {} }],
    });
  });
  it('and is violated by a step to a state already seen, by a shortest way', () => {
    const report = expectAgreement(countTo, {
      goesOn: alwaysStep(counting, (before, after) => !(before.n === 2 && after.n === 0)),
    });
    expect(outcomesOf(report)['goesOn']).toMatchObject({
      verdict: 'violated',
      trace: [
        { action: 'up', chosen: {} },
        { action: 'up', chosen: {} },
        { action: 'back', chosen: {} },
      ],
    });
  });
  it('with states before and after that are two, and stay what they are', () => {
    const report = expectAgreement(lossyBag, {
      // One message comes or goes with every step.
      byOne: alwaysStep(mail, (before, after) => Math.abs(after.network.size - before.network.size) === 1),
      kept: alwaysStep(mail, (before, after) =>
        before.network.every((message) => after.network.has(message) || before.network.count(message) === 1),
      ),
    });
    expect(outcomesOf(report)).toMatchObject({ byOne: { verdict: 'holds' }, kept: { verdict: 'holds' } });
  });
});

describe('the step that a property sees', () => {
  const nodes = interchangeable('nodes', () => 3);
  const schema = record({
    nodes: mapOf(nodes, record({ n: below(2) })),
    network: bagOf(() => 2, { from: below(3), n: below(2) }),
  });
  const action = actionsOf<StateOf<typeof schema>>();
  const sending = protocol({
    bounds: {},
    schema,
    initial: () => {},
    rules: {},
    actions: {
      send: () =>
        action({
          kind: 'client',
          choose: { node: each((s) => s.nodes), n: eachBelow(() => 2) },
          when: (_, { network }) => !network.isFull,
          then: ({ node, n }, { network }) => network.add({ from: node.id, n }),
        }),
      deliver: () =>
        action({
          kind: 'heal',
          choose: { message: each((s) => s.network), other: each((s) => s.network) },
          then: ({ message, other }, { nodes, network }) => {
            network.remove(message);
            nodes[message.from]!.n = other.n;
          },
        }),
    },
  });

  it('has the action and its kind, and what it chose by id, by number and by content', () => {
    const kinds = new Map<string, string>();
    const wrong: Step[] = [];
    const report = expectAgreement(sending, {
      told: alwaysStep(schema, (before, after, step) => {
        kinds.set(step.action, step.kind);
        const { node, n, message, other } = step.chosen as {
          readonly node?: number;
          readonly n?: number;
          readonly message?: { readonly from: number; readonly n: number };
          readonly other?: { readonly from: number; readonly n: number };
        };
        const isTold =
          step.action === 'send'
            ? after.network.count({ from: node!, n: n! }) === before.network.count({ from: node!, n: n! }) + 1
            : after.network.count(message!) === before.network.count(message!) - 1 &&
              before.network.has(other!) &&
              after.nodes[message!.from]!.n === other!.n;
        if (!isTold) wrong.push(structuredClone(step));
        return isTold;
      }),
      // Only to be had with two messages in hand at once.
      neverMixed: alwaysStep(schema, (_, __, { action, chosen }) => {
        if (action !== 'deliver') return true;
        const { message, other } = chosen as Readonly<
          Record<string, { readonly from: number; readonly n: number }>
        >;
        return !(message!.from === 2 && message!.n === 1 && other!.from === 1 && other!.n === 0);
      }),
    });
    expect(wrong).toEqual([]);
    expect(Object.fromEntries(kinds)).toEqual({ send: 'client', deliver: 'heal' });
    const { neverMixed } = outcomesOf(report);
    expect(neverMixed).toMatchObject({ verdict: 'violated' });
    expect('trace' in neverMixed! && neverMixed.trace.at(-1)).toEqual({
      action: 'deliver',
      chosen: { message: { from: 2, n: 1 }, other: { from: 1, n: 0 } },
    });
    expect('trace' in neverMixed! && neverMixed.trace.length).toBe(3);
  });
});

describe('with given, a property of steps', () => {
  it('is asked of those steps alone', () => {
    const report = expectAgreement(countTo, {
      backs: alwaysStep(counting, {
        given: (_, __, { action }) => action === 'back',
        holds: (_, after) => after.n === 0,
      }),
      faults: alwaysStep(counting, { given: (_, __, { kind }) => kind === 'fault', holds: ({ n }) => n < 2 }),
      never: alwaysStep(counting, { given: ({ n }, after) => after.n > n + 1, holds: () => false }),
    });
    expect(outcomesOf(report)).toMatchObject({
      backs: { verdict: 'holds', vacuous: false, asked: 4 },
      faults: { verdict: 'violated', asked: 4, trace: { length: 3 } },
      never: { verdict: 'holds', vacuous: true, asked: 0 },
    });
  });
});

it('a property of steps says nothing of the initial state, to which no step has led', () => {
  const report = check(protocol({ ...countTo, actions: {} }), { none: alwaysStep(counting, () => false) });
  expect(outcomesOf(report)['none']).toEqual({ verdict: 'holds', vacuous: false, asked: undefined });
});
