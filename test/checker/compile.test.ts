import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { compile } from '#checker/compile';
import {
  actionsOf,
  below,
  each,
  eachBelow,
  interchangeable,
  mapOf,
  protocol,
  record,
  type Protocol,
  type StateOf,
} from '#checker/dsl';
import { Machine } from '#checker/machine';
import { packedRegister } from '#checker/register';
import kip320 from '#model/replication/protocols/kip-320';
import { drawnProtocol, protocolOf } from '../support/random-protocol.js';
import { lossyBag } from '../support/lossy-bag.js';

/** A machine, and its actions as straight code. */
function compiled(model: Protocol, bounds: Readonly<Record<string, number>>) {
  const register = packedRegister(model.schema, bounds, model.limits);
  const machine = new Machine(model, bounds, register);
  const stopped = new Int32Array(32);
  let start = register.words.slice();
  let emitted: { readonly choice: number; readonly words: readonly number[] }[] = [];
  const { expand, stops } = compile(
    machine,
    (choice) => {
      emitted.push({ choice, words: [...register.words] });
      register.words.set(start);
    },
    stopped,
  );
  const expandHere = () => {
    start = register.words.slice();
    emitted = [];
    stopped.fill(0);
    expand();
    return emitted;
  };
  return { machine, register, stops, stopped, expandHere };
}
/** The same steps, by asking and taking one choice after the other. */
function oneByOne(machine: Machine, words: Int32Array) {
  const start = words.slice();
  return machine.enabled().map((choice) => {
    machine.take(choice);
    const after = [...words];
    words.set(start);
    return { choice, words: after };
  });
}
const inOrder = <Step extends { readonly choice: number }>(steps: readonly Step[]): Step[] =>
  [...steps].sort((a, b) => a.choice - b.choice);

describe('straight code', () => {
  it('takes every step that is possible once, and no other, wherever a walk comes', () => {
    fc.assert(
      fc.property(drawnProtocol, fc.array(fc.nat(), { maxLength: 12 }), (drawn, turns) => {
        const { machine, register, expandHere } = compiled(protocolOf(drawn), { nodes: 2 });
        machine.begin();
        for (const turn of turns) {
          const here = [...register.words];
          const expected = oneByOne(machine, register.words);
          expect(inOrder(expandHere())).toEqual(expected);
          expect([...register.words]).toEqual(here);
          if (expected.length === 0) break;
          register.words.set(expected[turn % expected.length]!.words);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('does so for kip-320', () => {
    const bounds = { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 };
    const { machine, register, expandHere } = compiled(kip320, bounds);
    machine.begin();
    for (let turn = 0; turn < 40; turn++) {
      const expected = oneByOne(machine, register.words);
      expect(inOrder(expandHere())).toEqual(expected);
      if (expected.length === 0) break;
      register.words.set(expected[(turn * 7) % expected.length]!.words);
    }
  });

  it('counts, for each room and limit, the steps that it stopped and all else allowed', () => {
    const bounds = { messages: 2, inFlight: 1 };
    const { machine, stops, stopped, expandHere } = compiled(
      { ...lossyBag, limits: { duplicate: 0 } },
      bounds,
    );
    machine.begin();
    machine.take(machine.choiceOf({ action: 'send', chosen: {} })!);
    expandHere();
    expect(stops.map(({ action, by }, i) => `${action} by ${by}: ${stopped[i]}`)).toEqual([
      'send by inFlight: 1',
      'duplicate by inFlight: 1',
      'duplicate by limit duplicate: 1',
    ]);
  });
});

describe('straight code over the choices of an action', () => {
  const nodes = interchangeable('nodes', () => 3);
  const schema = record({ nodes: mapOf(nodes, record({ n: below(4) })), last: below(100) });
  type State = StateOf<typeof schema>;
  const action = actionsOf<State>();
  const node = each((s: State) => s.nodes);
  const model = (actions: Protocol['actions']): Protocol =>
    protocol({ bounds: {}, schema, initial: () => {}, rules: {}, actions });

  it('numbers them so that the last one runs fastest', () => {
    const { machine, expandHere } = compiled(
      model({
        skip: () => action({ choose: { n: eachBelow(() => 5) }, then: () => {} }),
        pair: () =>
          action({
            choose: { node, n: eachBelow(() => 2), other: node },
            then: ({ node, n, other }, s) => void (s.last = 6 * node.id + 3 * n + other.id),
          }),
      }),
      {},
    );
    machine.begin();
    const found = expandHere().filter(({ choice }) => choice >= 5);
    expect(found.map(({ choice }) => choice)).toEqual(Array.from({ length: 18 }, (_, i) => 5 + i));
    for (const { choice, words } of found) {
      machine.register.clear();
      (machine.register as ReturnType<typeof packedRegister>).words.set(words);
      expect(machine.s.last).toBe(choice - 5);
      const { node, n, other } = machine.steps[choice]!.chosen as Record<'node' | 'n' | 'other', number>;
      expect(6 * node + 3 * n + other).toBe(choice - 5);
    }
  });

  it('asks once what actions share that begin with the same choice', () => {
    let asked = 0;
    const odd = node.where(({ id }) => {
      asked++;
      return id === 1;
    });
    const { machine, expandHere } = compiled(
      model({
        one: () => action({ choose: { node: odd }, then: ({ node }) => void (node.n = 1) }),
        two: () => action({ choose: { node: odd, other: node }, then: ({ node }) => void (node.n = 2) }),
      }),
      {},
    );
    machine.begin();
    asked = 0;
    expect(expandHere()).toHaveLength(1 + 3);
    expect(asked).toBe(3);
  });

  it('of which there are none, is no step', () => {
    const { machine, expandHere, stops } = compiled(
      model({
        never: () => action({ choose: { node, n: eachBelow(() => 0) }, room: {}, then: () => {} }),
        once: () => action({ choose: {}, then: (_, s) => void (s.last = 1) }),
      }),
      {},
    );
    machine.begin();
    expect(expandHere().map(({ choice }) => machine.steps[choice]!.action)).toEqual(['once']);
    expect(stops).toEqual([]);
  });
});

const pair = record({ a: below(2), b: below(2) });
const few = { meaning: 'few', from: 0, to: 1, default: 0 };
type Pair = StateOf<typeof pair, { readonly few: typeof few; readonly many: typeof few }>;
const onPair = actionsOf<Pair>();

it('one function may be both guard and effect', () => {
  const both = (_: unknown, s: Pair): boolean => s.a === 0 && s.b === 0;
  const twice = protocol({
    bounds: { few, many: few },
    schema: pair,
    initial: () => {},
    rules: {},
    actions: {
      idle: () =>
        onPair({ choose: {}, when: both as unknown as () => boolean, then: both as unknown as () => void }),
    },
  });
  expect(check(twice, {}).generatedStates).toBe(2);
});

it('each bound without room for a step is counted, each asked once', () => {
  let asked = 0;
  const cramped = protocol({
    bounds: { few, many: few },
    schema: pair,
    initial: () => {},
    rules: {},
    actions: {
      never: () =>
        onPair({
          choose: {},
          room: { few: () => (asked++, false), many: () => (asked++, false) },
          then: () => {},
        }),
    },
  });
  const { cut } = check(cramped, {});
  expect(cut.room).toEqual([
    { by: 'few', action: 'never', times: 1 },
    { by: 'many', action: 'never', times: 1 },
  ]);
  // Expanded once, twice by the determinism guard, asked once by it and once more in the end.
  expect(asked).toBe(2 * 5);
});
