import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  always,
  alwaysStep,
  bagOf,
  below,
  each,
  eachBelow,
  idSet,
  interchangeable,
  limit,
  mapOf,
  only,
  protocol,
  record,
  sometimes,
  type StateOf,
} from '#checker/dsl';
import { decides } from '#checker/decides';
import { follow, NotPossible, type TraceStep } from '#checker/trace';

const brokers = interchangeable('brokers', () => 2);
const schema = record({
  brokers: mapOf(brokers, record({ n: below(3) })),
  bag: bagOf(() => 2, { version: below(3), isr: idSet(brokers) }),
  n: below(3),
});
type State = StateOf<typeof schema, { readonly room: unknown }>;
const action = actionsOf<State>();
const messages = protocol({
  bounds: { room: { meaning: 'room', from: 0, to: 9, default: 1 } },
  schema,
  initial: (s) => s.bag.add({ version: 1, isr: only(0) }),
  rules: {},
  actions: {
    take: () => action({ choose: { m: each((s: State) => s.bag) }, then: ({ m }, s) => s.bag.remove(m) }),
    count: () =>
      action({
        choose: {
          by: each((s: State) => s.brokers).where(({ id }) => id > 0),
          of: eachBelow<State>(() => 2),
        },
        when: ({ of }) => of > 0,
        room: { room: (_, s) => s.n < s.bounds.room },
        then: ({ by }, s) => {
          by.n++;
          s.n++;
        },
      }),
  },
});
const bounds = { room: 1 };
const take: TraceStep = { action: 'take', chosen: { m: { version: 1, isr: [0] } } };
const count: TraceStep = { action: 'count', chosen: { by: 1, of: 1 } };

describe('the steps of a trace', () => {
  it('are followed from the initial state, with what each changed', () => {
    const { visited, machine } = follow(messages, bounds, [count, take]);
    expect(visited).toEqual([
      {
        step: undefined,
        changes: [],
        state: { brokers: [{ n: 0 }, { n: 0 }], bag: [{ version: 1, isr: [0] }], n: 0 },
      },
      {
        step: count,
        changes: [
          { path: 'brokers[1].n', text: '0→1' },
          { path: 'n', text: '0→1' },
        ],
        state: { brokers: [{ n: 0 }, { n: 1 }], bag: [{ version: 1, isr: [0] }], n: 1 },
      },
      {
        step: take,
        changes: [{ path: 'bag', text: '-{version:1,isr:{0}}' }],
        state: { brokers: [{ n: 0 }, { n: 1 }], bag: [], n: 1 },
      },
    ]);
    expect(machine.s.n).toBe(1);
  });

  it('are refused where one is not possible, with its number and the reason', () => {
    const chosen = (name: 'take' | 'count', values: TraceStep['chosen']): TraceStep => ({
      action: name,
      chosen: values,
    });
    const refused: readonly (readonly [TraceStep, string])[] = [
      [{ action: 'leap', chosen: {} }, 'there is no action leap; there are take, count.'],
      [chosen('count', {}), 'count chooses by and of.'],
      [chosen('count', { by: 1 }), 'count chooses by and of.'],
      [chosen('count', { by: 1, of: 1, to: 1 }), 'count chooses by and of.'],
      [chosen('count', { by: 2, of: 1 }), 'what it chooses is not there: by is one of 0 to 1.'],
      [chosen('count', { by: null, of: 1 }), 'what it chooses is not there: by is one of 0 to 1.'],
      [chosen('count', { by: [1], of: 1 }), 'what it chooses is not there: by is one of 0 to 1.'],
      [chosen('count', { by: 0, of: 1 }), 'count may not choose this by.'],
      [chosen('count', { by: 1, of: 0 }), 'the guard of count does not hold.'],
      [
        chosen('take', { m: { version: 2, isr: [0] } }),
        'what it chooses is not there: m is one of {version:1,isr:{0}}.',
      ],
      [
        chosen('take', { m: { version: 1 } }),
        'what it chooses cannot be read: nothing where a set of ids was expected.',
      ],
      [chosen('take', { m: 1 }), 'what it chooses cannot be read: 1 where a record was expected.'],
      [chosen('take', { m: [] }), 'what it chooses cannot be read: [] where a record was expected.'],
      [
        chosen('take', { m: { version: null, isr: [0] } }),
        'what it chooses cannot be read: null where a whole number was expected.',
      ],
      [
        chosen('take', { m: { version: 1, isr: [0], term: 0 } }),
        'what it chooses cannot be read: there is no term here, only version, isr.',
      ],
    ];
    for (const [step, reason] of refused) {
      const error = (() => {
        try {
          follow(messages, bounds, [count, step]);
        } catch (thrown) {
          return thrown;
        }
        return undefined;
      })();
      expect(error, reason).toBeInstanceOf(NotPossible);
      expect(error).toMatchObject({ number: 2, step, reason });
      expect((error as Error).message).toBe(`Step 2, ${step.action}, is not possible there: ${reason}`);
    }
    expect(() => follow(messages, bounds, [count, count])).toThrow(
      'room leaves no room for it. It read n = 1.',
    );
    expect(() => follow(messages, bounds, [take, take])).toThrow('is not there: there is no m.');
    expect(() => follow(limit(messages, { count: 0 }), bounds, [count])).toThrow(
      'limit count leaves no room for it. It read limits.count = 0.',
    );
  });

  it('say what the test that refuses has read, and nothing of what others have', () => {
    const curious = protocol({
      ...messages,
      actions: {
        look: () =>
          action({
            choose: { by: each((s: State) => s.brokers).where((by, { bag }) => by.n === 0 && bag.size > 0) },
            when: (_, { n, bag, brokers: [first] }) =>
              bag.some(({ version }) => version > 1) || (n === 0 && first!.n > 0),
            then: () => undefined,
          }),
        take: messages.actions['take']!,
      },
    });
    const looks: TraceStep = { action: 'look', chosen: { by: 1 } };
    expect(() => follow(curious, bounds, [looks])).toThrow(
      'the guard of look does not hold. It read n = 0, bag = {{version:1,isr:{0}}}, brokers[0].n = 0.',
    );
    expect(() => follow(curious, bounds, [take, looks])).toThrow(
      'look may not choose this by. It read brokers[1].n = 0, bag = {}.',
    );
  });
});

describe('a trace decides', () => {
  const two = { room: 2 };
  it('a property of states by the last state', () => {
    const below2 = always(schema, ({ n }) => n < 2);
    expect(decides(below2, messages, two, [count, count])).toBe(true);
    expect(decides(below2, messages, two, [count])).toBe(false);
    expect(
      decides(
        always(schema, () => false),
        messages,
        two,
        [],
      ),
    ).toBe(true);
    expect(
      decides(
        sometimes(schema, ({ n }) => n === 1),
        messages,
        two,
        [count],
      ),
    ).toBe(true);
    expect(
      decides(
        sometimes(schema, ({ n }) => n === 1),
        messages,
        two,
        [count, count],
      ),
    ).toBe(false);
  });

  it('a property of steps by the last step', () => {
    const keepsMessages = alwaysStep(schema, (before, after) => after.bag.size >= before.bag.size);
    expect(decides(keepsMessages, messages, two, [count, take])).toBe(true);
    expect(decides(keepsMessages, messages, two, [take, count])).toBe(false);
    expect(decides(keepsMessages, messages, two, [])).toBe(false);
    const none = alwaysStep(
      schema,
      (_before, _after, { action: name, chosen }) =>
        name !== 'take' || (chosen['m'] as { isr: unknown }).isr !== only(0),
    );
    expect(decides(none, messages, two, [count, take])).toBe(true);
  });

  it('nothing by what is no answer, which is refused', () => {
    for (const word of [always, sometimes, alwaysStep])
      for (const answer of [undefined, null, 0, 1, 'yes'])
        expect(() => decides(word(schema, (() => answer) as () => never), messages, two, [count])).toThrow(
          new Error(`It returned ${answer}: a property must return true or false.`),
        );
  });

  it('nothing where the property says nothing', () => {
    const given = always(schema, { given: ({ n }) => n === 1, holds: () => false });
    expect(decides(given, messages, two, [count])).toBe(true);
    expect(decides(given, messages, two, [])).toBe(false);
    const ofSteps = alwaysStep(schema, { given: (before) => before.n === 1, holds: () => false });
    expect(decides(ofSteps, messages, two, [count])).toBe(false);
    expect(decides(ofSteps, messages, two, [count, count])).toBe(true);
  });
});
