import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  bagOf,
  below,
  each,
  eachBelow,
  eachUpTo,
  idOf,
  idSet,
  idsBelow,
  interchangeable,
  limit,
  mapOf,
  only,
  optional,
  protocol,
  record,
  setOf,
  upTo,
  type Action,
  type BoundsOf,
  type Protocol,
  type StateOf,
} from '#checker/dsl';
import { Machine } from '#checker/machine';
import { plainRegister } from '#checker/plain-register';
import { packedRegister } from '#checker/register';
import { chosenToJson } from '#checker/chosen';
import { toJson } from '#checker/value';

const bounds = {
  things: { meaning: 'things', from: 0, to: 9, default: 3 },
  most: { meaning: 'a number', from: -9, to: 9, default: 2 },
} as const;
type Bounds = BoundsOf<typeof bounds>;
const things = interchangeable('things', ({ things }: Bounds) => things);
const content = { n: below(10), isr: idSet(things) };
const schema = record({
  things: mapOf(things, record({ n: below(10), inner: mapOf(things, record({ n: below(10) })) })),
  slots: mapOf(things, optional({ n: below(10) })),
  bag: bagOf(() => 4, content),
  set: setOf(() => 4, content),
  heard: upTo(1000),
  by: idOf(things),
});
type State = StateOf<typeof schema, typeof bounds>;
const action = actionsOf<State>();
const run = { things: 3, most: 2 };

const made = (actions: Readonly<Record<string, Action<State>>>, initial: (s: State) => void = () => {}) =>
  protocol({
    bounds,
    schema,
    initial,
    rules: {},
    actions: Object.fromEntries(Object.entries(actions).map(([name, one]) => [name, () => one])),
  });
const registers = {
  packed: (of: Protocol, at: Record<string, number>) => packedRegister(of.schema, at, of.limits),
  plain: (of: Protocol, at: Record<string, number>) => plainRegister(of.schema, at, of.limits),
};
/** The steps that are possible, by content. */
const possible = (machine: Machine): string[] =>
  machine.enabled().map((choice) => {
    const { action, chosen } = machine.steps[choice]!;
    // What is asked first brings the messages of this choice to hand.
    machine.refusal(choice);
    return `${action} ${JSON.stringify(chosenToJson(machine, action, chosen))}`;
  });
const nothing = (): void => {};

describe.each(Object.entries(registers))('a machine on the %s register', (_, registerOf) => {
  const machineOf = (of: Protocol, at: Record<string, number> = run): Machine => {
    const machine = new Machine(of, at, registerOf(of, at) as never);
    machine.begin();
    return machine;
  };
  const offers = (
    choose: Parameters<typeof action>[0]['choose'],
    initial?: (s: State) => void,
    at = run,
  ): string[] =>
    possible(machineOf(made({ step: action({ choose, then: nothing }) }, initial), at)).map((text) =>
      text.slice(5),
    );

  it('chooses elements by their ids, of maps of records, of optionals and within elements', () => {
    const ids = [0, 1, 2].map((id) => `{"x":${id}}`);
    expect(offers({ x: each((s: State) => s.things) })).toEqual(ids);
    expect(offers({ x: each((s: State) => s.slots) })).toEqual(ids);
    expect(offers({ x: each((s: State) => s.things[1]!.inner) })).toEqual(ids);
  });

  it('chooses numbers below a limit, or up to it, by the bounds of the run', () => {
    const most = ({ most }: Bounds) => most;
    expect(offers({ n: eachBelow(most) })).toEqual(['{"n":0}', '{"n":1}']);
    expect(offers({ n: eachUpTo(most) })).toEqual(['{"n":0}', '{"n":1}', '{"n":2}']);
    expect(offers({ n: eachBelow(most) }, undefined, { things: 3, most: 0 })).toEqual([]);
    expect(offers({ n: eachBelow(most) }, undefined, { things: 3, most: -2 })).toEqual([]);
    expect(offers({ n: eachUpTo(most) }, undefined, { things: 3, most: 0 })).toEqual(['{"n":0}']);
    expect(offers({ n: eachUpTo(most) }, undefined, { things: 3, most: -1 })).toEqual([]);
  });

  it('refuses to choose from a number of numbers that is not whole', () => {
    const half = action({ choose: { n: eachBelow(({ most }: Bounds) => most / 2) }, then: nothing });
    expect(machineOf(made({ half })).choices).toBe(1);
    expect(() => machineOf(made({ half }), { things: 3, most: 3 })).toThrow(
      'The choice n of half is one of 1.5 numbers: within these bounds that is no whole number.',
    );
  });

  it('chooses nothing where there is nothing, and once where an action chooses nothing', () => {
    const nobody = { things: 0, most: 2 };
    expect(offers({ x: each((s: State) => s.things) }, undefined, nobody)).toEqual([]);
    expect(offers({ x: each((s: State) => s.things), n: eachUpTo(() => 5) }, undefined, nobody)).toEqual([]);
    expect(offers({ m: each((s: State) => s.bag) })).toEqual([]);
    expect(offers({})).toEqual(['{}']);
  });

  it('chooses every combination, the last choice running fastest', () => {
    expect(offers({ x: each((s: State) => s.things), n: eachBelow(() => 2) })).toEqual(
      [0, 1, 2].flatMap((x) => [0, 1].map((n) => `{"x":${x},"n":${n}}`)),
    );
  });

  it('asks all that where(...) asks, one after the other, and none of it of another choice', () => {
    const all = each((s: State) => s.things);
    const some = all.where(({ id }) => id > 0);
    const asked: number[] = [];
    const one = some.where(({ id }, s) => {
      asked.push(id);
      return id < s.bounds.things - 1;
    });
    expect(offers({ x: one })).toEqual(['{"x":1}']);
    expect(asked).not.toContain(0);
    expect(offers({ x: some })).toEqual(['{"x":1}', '{"x":2}']);
    expect(offers({ x: all })).toHaveLength(3);
    expect(
      offers({
        n: eachBelow<State>(() => 5)
          .where((n) => n % 2 === 0)
          .where((n) => n > 0),
      }),
    ).toEqual(['{"n":2}', '{"n":4}']);
  });

  it('says what stops a step: where, when, then room', () => {
    const step = action({
      choose: {
        x: each((s: State) => s.things).where(({ id }) => id > 0),
        m: each((s: State) => s.bag).where(({ n }) => n > 0),
      },
      when: ({ x }) => x.id > 1,
      room: { most: (_, s) => s.heard < s.bounds.most, things: () => false },
      then: nothing,
    });
    const machine = machineOf(
      limit(
        made({ step }, (s) => [0, 1].forEach((n) => s.bag.add({ n, isr: idsBelow(0) }))),
        { step: 0 },
      ),
    );
    const refusal = (x: number, n: number) =>
      machine.refusal(machine.choiceOf({ action: 'step', chosen: { x, m: { n, isr: idsBelow(0) } } })!);
    expect(refusal(0, 1)).toEqual({ by: 'where', choice: 'x' });
    expect(refusal(2, 0)).toEqual({ by: 'where', choice: 'm' });
    expect(refusal(1, 1)).toEqual({ by: 'when' });
    expect(refusal(2, 1)).toEqual({ by: 'room', what: 'things' });
    machine.s.heard = 2;
    expect(refusal(2, 1)).toEqual({ by: 'room', what: 'most' });
    machine.s.bag.remove({ n: 1, isr: idsBelow(0) });
    expect(machine.refusal(machine.choices - 1)).toEqual({ by: 'where', choice: 'm' });
  });

  describe('refuses to choose from what is computed from a state, and names the action and the choice:', () => {
    const computed: Readonly<Record<string, (s: State) => unknown>> = {
      'an array that is filtered': (s) => s.things.filter(({ n }) => n === 0),
      'an array that is sorted': (s) => s.things.toSorted((a, b) => a.n - b.n),
      'a copy': (s) => [...s.things],
      'a copy with all that the array has, made anew each time': (s) => Object.assign([], s.things),
      'an array of its own': () => [1, 2, 3],
      'a record': (s) => s.things[0],
      'a field': (s) => s.heard,
      'an optional record': (s) => s.slots[0],
      'the state': (s) => s,
      nothing: () => undefined,
      none: () => null,
    };
    it.each(Object.entries(computed))('%s', (_what, from) => {
      const step = action({
        choose: { ok: each((s: State) => s.things), thing: each(from as never) },
        then: nothing,
      });
      expect(() => machineOf(made({ step }))).toThrow(
        'The choice thing of step is not made from a part of the state.',
      );
    });
  });

  describe('that chooses messages', () => {
    const message = fc.record({ n: fc.nat(2), isr: fc.constantFrom(idsBelow(0), idsBelow(1), only(1)) });
    const chooses = (kind: 'bag' | 'set') =>
      made({
        take: action({
          choose: { m: each((s: State) => s[kind]) },
          then: ({ m }, s) => s[kind].remove(m),
        }),
        pair: action({
          choose: { a: each((s: State) => s[kind]), b: each((s: State) => s[kind]).where(({ n }) => n > 0) },
          when: ({ a, b }) => a.n <= b.n,
          then: nothing,
        }),
      });

    it.each(['bag', 'set'] as const)(
      'offers each content of a %s once, whatever was added and removed',
      (kind) => {
        const machine = machineOf(chooses(kind));
        fc.assert(
          fc.property(fc.array(fc.tuple(fc.boolean(), message), { maxLength: 12 }), (list) => {
            machine.begin();
            for (const [removes, one] of list)
              if (removes) machine.s[kind].remove(one);
              else if (!machine.s[kind].isFull) machine.s[kind].add(one);
            const { [kind]: json } = toJson(schema, machine.s) as unknown as Record<string, { n: number }[]>;
            const contents = [...new Map(json!.map((one) => [JSON.stringify(one), one])).values()];
            const takes = contents.map((m) => `take ${JSON.stringify({ m })}`);
            const pairs = contents.flatMap((a) =>
              contents.filter((b) => b.n > 0 && a.n <= b.n).map((b) => `pair ${JSON.stringify({ a, b })}`),
            );
            expect(possible(machine).sort()).toEqual([...takes, ...pairs].sort());
          }),
          { numRuns: 60 },
        );
      },
    );

    it('offers two equal messages of a bag as one, and the other still when one is taken', () => {
      const machine = machineOf(chooses('bag'));
      const twice = { n: 0, isr: only(2) };
      machine.s.bag.add(twice);
      machine.s.bag.add(twice);
      expect(possible(machine)).toEqual(['take {"m":{"n":0,"isr":[2]}}']);
      machine.take(machine.enabled()[0]!);
      expect(possible(machine)).toEqual(['take {"m":{"n":0,"isr":[2]}}']);
      machine.take(machine.enabled()[0]!);
      expect(possible(machine)).toEqual([]);
    });

    it('keeps what was chosen as it was, while the messages change', () => {
      const isr = idsBelow(3);
      const answer = action({
        choose: { m: each((s: State) => s.bag).where(({ n }) => n > 4), other: each((s: State) => s.bag) },
        then: ({ m, other }, s) => {
          s.bag.remove(m);
          s.bag.add({ n: 0, isr: only(0) });
          s.bag.remove(other);
          s.bag.add({ n: 9, isr });
          s.heard = m.n * 100 + other.n;
          s.set.add(m);
          s.set.add(other);
          s.bag.some((one) => {
            s.by = m.isr === isr && one.n !== m.n ? 2 : s.by;
            return false;
          });
        },
      });
      const machine = machineOf(made({ answer }, (s) => [1, 5, 5, 7].forEach((n) => s.bag.add({ n, isr }))));
      const choice = machine.choiceOf({
        action: 'answer',
        chosen: { m: { n: 5, isr }, other: { n: 1, isr } },
      })!;
      expect(machine.refusal(choice)).toBeUndefined();
      machine.take(choice);
      expect(machine.s.heard).toBe(501);
      expect(machine.s.by).toBe(2);
      const { bag, set } = toJson(schema, machine.s) as unknown as Record<string, { n: number }[]>;
      expect(bag!.map(({ n }) => n)).toEqual([0, 5, 7, 9]);
      expect(set!.map(({ n }) => n)).toEqual([1, 5]);
    });
  });

  it('knows a step by its content, and no step that is not there', () => {
    const step = action({
      choose: { x: each((s: State) => s.things), n: eachBelow(() => 2), m: each((s: State) => s.bag) },
      then: nothing,
    });
    const isr = only(1);
    const machine = machineOf(
      made({ other: action({ choose: {}, then: nothing }), step }, (s) =>
        [1, 2, 3].forEach((n) => s.bag.add({ n, isr })),
      ),
    );
    const choice = machine.choiceOf({ action: 'step', chosen: { m: { isr, n: 3 }, n: 1, x: 2 } })!;
    machine.refusal(choice);
    expect(machine.choiceOf(machine.steps[choice]!)).toBe(choice);
    expect(machine.actionOf(choice).name).toBe('step');
    expect(machine.steps[choice]!.chosen).toEqual({ x: 2, n: 1, m: expect.objectContaining({}) });
    expect(chosenToJson(machine, 'step', machine.steps[choice]!.chosen)).toEqual({
      x: 2,
      n: 1,
      m: { n: 3, isr: [1] },
    });
    const m = { n: 3, isr };
    const wrong: Record<string, any>[] = [
      { x: 3, n: 1, m },
      { x: -1, n: 1, m },
      { x: 0.5, n: 1, m },
      { x: NaN, n: 1, m },
      { x: '0', n: 1, m },
      { x: { id: 0 }, n: 1, m },
      { x: 0, n: 2, m },
      { x: 0, n: 1, m: { n: 4, isr } },
      { x: 0, n: 1, m: { n: 3 } },
      { x: 0, n: 1, m: {} },
      { x: 0, n: 1, m: 0 },
      { x: 0, n: 1, m: null },
      { x: 0, n: 1 },
      { x: 0, n: 1, m, more: 0 },
      { x: 0, n: 1, y: m },
    ];
    for (const chosen of wrong)
      expect(machine.choiceOf({ action: 'step', chosen }), JSON.stringify(chosen)).toBeUndefined();
    expect(machine.choiceOf({ action: 'leap', chosen: {} })).toBeUndefined();
    expect(machine.choiceOf({ action: 'other', chosen: {} })).toBe(0);
  });

  it('begins at the initial state, however far it went', () => {
    const add = action({
      choose: { n: eachBelow(() => 3) },
      when: (_, s) => !s.bag.isFull,
      then: ({ n }, s) => s.bag.add({ n, isr: only(n) }),
    });
    const machine = machineOf(made({ add }, (s) => void (s.heard = 7)));
    const begun = toJson(schema, machine.s);
    machine.take(2);
    machine.take(1);
    machine.s.slots[1]!.put({ n: 3 });
    machine.begin();
    expect(toJson(schema, machine.s)).toEqual(begun);
    expect(machine.s.heard).toBe(7);
  });
});

it('a choice from history is refused, for guards see no ghosts', () => {
  const schema = record({ history: record({ seen: setOf(() => 2, { n: below(2) }) }) });
  type Haunted = StateOf<typeof schema, object>;
  const look = () =>
    actionsOf<Haunted>()({ choose: { ghost: each((s: Haunted) => s.history.seen) }, then: () => {} });
  const haunted = protocol({ bounds: {}, schema, initial: () => {}, rules: {}, actions: { look } });
  expect(() => new Machine(haunted, {}, plainRegister(schema, {}))).toThrow(
    'The choice ghost of look is made from history',
  );
});
