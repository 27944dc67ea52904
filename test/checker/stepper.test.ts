import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsFor, type Bounds } from '#checker/bounds';
import {
  actionsOf,
  bagOf,
  below,
  each,
  eachBelow,
  limit,
  protocol,
  record,
  type StateOf,
} from '#checker/dsl';
import { Machine } from '#checker/machine';
import { plainRegister } from '#checker/plain-register';
import type { Protocol } from '#checker/protocol';
import { packedRegister } from '#checker/register';
import { makeStepper } from '#checker/stepper';
import { choiceHere, traceStepHere } from '#checker/trace';
import { toJson } from '#checker/value';
import asyncIsr from '#model/replication/protocols/async-isr';
import kip320 from '#model/replication/protocols/kip-320';
import { countTo } from '../support/count-to.js';
import { lossyBag } from '../support/lossy-bag.js';
import { lossySet } from '../support/lossy-set.js';
import { drawnProtocol, protocolOf } from '../support/random-protocol.js';

/** A protocol on three registers: one is stepped by a stepper, and two by a machine. */
function threeOf(of: Protocol, given: Bounds = {}) {
  const bounds = boundsFor(of.bounds, given);
  const registers = [packedRegister, packedRegister, plainRegister] as const;
  const [stepped, taken, plain] = registers.map(
    (make) => new Machine(of, bounds, make(of.schema, bounds, of.limits)),
  ) as [Machine, Machine, Machine];
  for (const machine of [stepped, taken, plain]) machine.begin();
  return { stepped, taken, plain, stepper: makeStepper(stepped) };
}
const whole = ({ protocol: { schema, limits = {} }, s, register }: Machine) => ({
  state: toJson(schema, s),
  limits: Object.keys(limits).map((name) => register.limits[name]),
});
function looked({ stepped, stepper }: Pick<ReturnType<typeof threeOf>, 'stepped' | 'stepper'>): number[] {
  stepper.look();
  return stepped.actions.flatMap(({ begin }, a) => [
    ...stepper.found.subarray(begin, begin + stepper.counts[a]!),
  ]);
}

/** Goes a random way, and holds what the stepper finds and does to what the machines find and do. */
function expectSameAlong(of: Protocol, given: Bounds, draws: readonly number[]): void {
  const three = threeOf(of, given);
  const { stepped, taken, plain, stepper } = three;
  for (const draw of draws) {
    expect(whole(stepped)).toEqual(whole(taken));
    expect(whole(stepped)).toEqual(whole(plain));
    const before = whole(stepped);
    const enabled = taken.enabled();
    expect(looked(three)).toEqual(enabled);
    expect(whole(stepped)).toEqual(before);
    expect(new Set(plain.enabled().map((choice) => JSON.stringify(traceStepHere(plain, choice))))).toEqual(
      new Set(enabled.map((choice) => JSON.stringify(traceStepHere(taken, choice)))),
    );
    if (enabled.length === 0) return;
    const choice = enabled[draw % enabled.length]!;
    const step = traceStepHere(taken, choice)!;
    expect(traceStepHere(stepped, choice)).toEqual(step);
    stepper.take(choice);
    taken.take(choice);
    plain.take(choiceHere(plain, step)!);
    // Beyond a constraint nothing is searched, and a model may have no room for it.
    if (Object.values(of.constraints ?? {}).some((test) => !test(taken.s))) return;
  }
}
const draws = (maxLength: number) => fc.array(fc.nat(0x7fffffff), { minLength: 1, maxLength });

describe('a stepper lists what is possible, and takes it, as the machine and the plain register do,', () => {
  it('along random walks of protocols of any shape, with messages, limits and rooms', () => {
    fc.assert(
      fc.property(drawnProtocol, fc.integer({ min: 1, max: 3 }), draws(15), (drawn, nodes, along) => {
        expectSameAlong(protocolOf(drawn), { nodes }, along);
      }),
      { numRuns: 100 },
    );
  });

  const known: readonly (readonly [string, Protocol, Bounds])[] = [
    ['a lossy bag', lossyBag, { messages: 4, inFlight: 4 }],
    ['a lossy bag with limits', limit(lossyBag, { duplicate: 2, lose: 1, receive: 0 }), { messages: 3 }],
    ['a lossy set', lossySet, { messages: 4 }],
    ['a counter', countTo, {}],
    ['kip-320', kip320, {}],
    ['async-isr', asyncIsr, {}],
  ];
  it.each(known)('along random walks of %s', (_, of, given) => {
    fc.assert(
      fc.property(draws(25), (along) => expectSameAlong(of, given, along)),
      { numRuns: 12 },
    );
  });
});

const schema = record({ n: below(100), bag: bagOf(() => 3, { n: below(10) }) });
type State = StateOf<typeof schema>;
const action = actionsOf<State>();
const size = { meaning: 'room there is', from: 0, to: 9, default: 1 };
const made = (actions: Readonly<Record<string, ReturnType<typeof action>>>): Protocol =>
  protocol({
    bounds: { full: size, more: size },
    schema,
    initial: (s) => [4, 4, 7].forEach((n) => s.bag.add({ n })),
    rules: {},
    actions: Object.fromEntries(Object.entries(actions).map(([name, one]) => [name, () => one])),
  });

describe('a stepper', () => {
  it('counts by action, also for one that never has a choice, before and after others', () => {
    const never = action({ choose: { k: eachBelow(() => 0) }, then: (_, s) => void (s.n = 99) });
    const some = action({
      choose: { k: eachBelow<State>(() => 4).where((k) => k > 1) },
      then: ({ k }, s) => void (s.n = k),
    });
    const three = threeOf(
      made({ first: never, some, middle: never, once: action({ choose: {}, then: () => {} }), last: never }),
    );
    expect(looked(three)).toEqual([2, 3, 4]);
    expect([...three.stepper.counts.subarray(0, 5)]).toEqual([0, 2, 0, 1, 0]);
    three.stepper.take(3);
    expect(three.stepped.s.n).toBe(3);
    three.stepper.take(4);
    expect(three.stepped.s.n).toBe(3);
  });

  it('brings to hand the messages of the step that it takes, also where a look came between', () => {
    const swap = action({
      choose: { a: each((s: State) => s.bag), k: eachBelow(() => 2), b: each((s: State) => s.bag) },
      then: ({ a, k, b }, s) => void (s.n = 50 * k + 5 * a.n + b.n),
    });
    const three = threeOf(made({ swap }));
    const { stepped, stepper } = three;
    // Two of the three messages are alike: of three places, the first two of equal content are one choice.
    const found = looked(three);
    const results = found.map((choice) => {
      stepper.look();
      stepper.take(choice);
      return stepped.s.n as number;
    });
    expect(results.sort((a, b) => a - b)).toEqual([24, 27, 39, 42, 74, 77, 89, 92]);
  });

  it('asks of rooms only where the guard holds, and of no room after one that has run out', () => {
    const asked: string[] = [];
    const ask = (what: string, answer: boolean) => () => {
      asked.push(what);
      return answer;
    };
    const guarded = action({
      choose: { k: eachBelow(() => 2) },
      when: ({ k }) => ask(`when ${k}`, k === 1)(),
      room: { full: ask('full', false), more: ask('more', true) },
      then: () => {},
    });
    const three = threeOf(made({ guarded }));
    expect(looked(three)).toEqual([]);
    expect(asked).toEqual(['when 0', 'when 1', 'full']);
  });

  it('takes a limited action as often as the limit says, and counts it', () => {
    const three = threeOf(limit(made({ once: action({ choose: {}, then: () => {} }) }), { once: 2 }));
    const { stepper, stepped } = three;
    for (const n of [0, 1]) {
      expect(looked(three)).toEqual([0]);
      expect(stepped.register.limits['once']).toBe(n);
      stepper.take(0);
    }
    expect(looked(three)).toEqual([]);
  });

  it('has actions with the names of what code is made of', () => {
    const one = action({ choose: {}, then: (_, s) => void s.n++ });
    const three = threeOf(
      made({ look: one, take: one, s: one, found: one, counts: one, choice: one, n: one, delete: one }),
    );
    expect(looked(three)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (let choice = 0; choice < 8; choice++) three.stepper.take(choice);
    expect(three.stepped.s.n).toBe(8);
  });

  it('has more than 32 actions', () => {
    const actions = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `act${i}`,
        action({ choose: {}, when: (_none, { n }) => n === i, then: (_none, s) => void s.n++ }),
      ]),
    );
    const three = threeOf(made(actions));
    for (let i = 0; i < 40; i++) {
      expect(looked(three)).toEqual([i]);
      three.stepper.take(i);
    }
    expect(looked(three)).toEqual([]);
  });
});
