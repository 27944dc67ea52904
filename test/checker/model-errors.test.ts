import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import {
  actionsOf,
  always,
  alwaysStep,
  bagOf,
  below,
  each,
  protocol,
  record,
  sometimes,
  within,
  type Protocol,
  type StateOf,
} from '#checker/dsl';
import { OutOfRange } from '#checker/range';
import { failureOf } from '../support/failures.js';
import { action, countTo, counting, type Counting } from '../support/count-to.js';

const fail = (): never => {
  throw new Error('what the model said');
};
const up = { action: 'up', chosen: {} };
/** The counter, with one action more, which does nothing if nothing else is said. */
const withOther = (other: Partial<Parameters<typeof action>[0]>): Protocol =>
  protocol({
    ...countTo,
    actions: { ...countTo.actions, other: () => action({ choose: {}, then: () => {}, ...other }) },
  });
type Seen = { readonly n: number };
const atTwo = ({ n }: Seen): boolean => (n === 2 ? fail() : false);

describe('a model that throws ends the search with what it said, where that was, and the shortest way there', () => {
  it('in a guard', () => {
    const error = failureOf(() => check(withOther({ when: (_, s) => atTwo(s) }), {}));
    expect(error.during).toBe('other');
    expect(error.message).toBe('what the model said');
    expect(error.steps).toEqual([up, up, { action: 'other', chosen: {} }]);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('in an effect', () => {
    const error = failureOf(() => check(withOther({ when: (_, { n }) => n === 2, then: fail }), {}));
    expect(error).toMatchObject({ during: 'other', message: 'what the model said' });
    expect(error.steps).toEqual([up, up, { action: 'other', chosen: {} }]);
  });

  it('in a room', () => {
    const error = failureOf(() => check(withOther({ room: { most: (_, s) => atTwo(s) } }), {}));
    expect(error).toMatchObject({ during: 'other', message: 'what the model said' });
    expect(error.steps).toEqual([up, up, { action: 'other', chosen: {} }]);
  });

  it('in a rule that an action depends on', () => {
    const ruled = protocol({
      ...countTo,
      rules: { allows: atTwo },
      actions: {
        up: countTo.actions['up']!,
        other: ({ allows }) => action({ choose: {}, when: (_, s) => allows(s), then: () => {} }),
      },
    });
    expect(failureOf(() => check(ruled, {})).steps).toEqual([up, up, { action: 'other', chosen: {} }]);
  });

  it('in a constraint, which is named, at the step to where it was asked', () => {
    const error = failureOf(() => check(within(countTo, { small: () => true, odd: (s) => !atTwo(s) }), {}));
    expect(error).toMatchObject({ during: 'the constraint odd', message: 'what the model said' });
    expect(error.steps).toEqual([up, up]);
  });

  it('in a constraint of the initial state', () => {
    const error = failureOf(() => check(within(countTo, { odd: fail }), {}));
    expect(error).toMatchObject({ during: 'the constraint odd', message: 'what the model said', steps: [] });
  });

  it('in its initial state', () => {
    const error = failureOf(() => check(protocol({ ...countTo, initial: fail }), {}));
    expect(error).toMatchObject({ during: 'the initial state', message: 'what the model said', steps: [] });
  });

  it('with something that is no error', () => {
    const error = failureOf(() =>
      check(
        withOther({
          then: () => {
            throw 'a word';
          },
        }),
        {},
      ),
    );
    expect(error).toMatchObject({ during: 'other', message: 'a word' });
  });

  it('where whole states are not kept, too', () => {
    const error = failureOf(() =>
      check(withOther({ when: (_, s) => atTwo(s) }), {}, {}, { fingerprints: true }),
    );
    expect(error.steps).toEqual([up, up, { action: 'other', chosen: {} }]);
  });

  it('where states are expanded once, too: far from the initial one', () => {
    const late = ({ n }: Seen): boolean => (n === 1500 ? fail() : false);
    const far = protocol({
      ...withOther({ when: (_, s) => late(s) }),
      bounds: { most: { ...countTo.bounds.most, to: 5000, default: 3000 } },
    });
    const error = failureOf(() => check(far, {}));
    expect(error.during).toBe('other');
    expect(error.steps).toHaveLength(1501);
  });
});

describe('a write out of range ends the search with the variable, the value and the range', () => {
  it('in an effect', () => {
    const error = failureOf(() =>
      check(withOther({ when: (_, { n }) => n === 1, then: (_, s) => void (s.n = -1) }), {}),
    );
    expect(error.during).toBe('other');
    expect(error.message).toBe('n cannot be -1: its range is 0 to 3.');
    expect(error.cause).toBeInstanceOf(OutOfRange);
    expect(error.steps).toEqual([up, { action: 'other', chosen: {} }]);
  });
  it('in the initial state', () => {
    const error = failureOf(() =>
      check(protocol({ ...countTo, initial: (s: Counting) => void (s.n = 4) }), {}),
    );
    expect(error).toMatchObject({
      during: 'the initial state',
      message: 'n cannot be 4: its range is 0 to 3.',
      steps: [],
    });
  });
});

describe('a step that fails is told by what it chose', () => {
  const schema = record({ network: bagOf(() => 3, { n: below(3) }), sent: below(4) });
  type Sending = StateOf<typeof schema>;
  const sends = actionsOf<Sending>();
  const message = each((s: Sending) => s.network);
  const send = () =>
    sends({ choose: {}, when: (_, { sent }) => sent < 3, then: (_, s) => s.network.add({ n: s.sent++ }) });
  const throwing = (take: ReturnType<typeof sends>): Protocol =>
    protocol({ bounds: {}, schema, initial: () => {}, rules: {}, actions: { send, take: () => take } });
  const sent = { action: 'send', chosen: {} };
  const taken = { action: 'take', chosen: { message: { n: 1 } } };

  it('by the content of a message that its guard was asked of', () => {
    const error = failureOf(() =>
      check(
        throwing(
          sends({
            choose: { message },
            when: ({ message }) => (message.n === 1 ? fail() : false),
            then: () => {},
          }),
        ),
        {},
      ),
    );
    expect(error.during).toBe('take');
    expect(error.steps).toEqual([sent, sent, taken]);
  });
  it('by the content of one that was pruned', () => {
    const pruned = message.where(({ n }) => (n === 1 ? fail() : false));
    expect(
      failureOf(() => check(throwing(sends({ choose: { message: pruned }, then: () => {} })), {})).steps,
    ).toEqual([sent, sent, taken]);
  });
  it('by the content of one that the effect took away before it failed', () => {
    const take = sends({
      choose: { message },
      when: ({ message }) => message.n === 1,
      then: ({ message }, { network }) => {
        network.remove(message);
        fail();
      },
    });
    expect(failureOf(() => check(throwing(take), {})).steps).toEqual([sent, sent, taken]);
  });
  it('by what more than there is room for was added', () => {
    const flood = protocol({
      bounds: {},
      schema,
      initial: () => {},
      rules: {},
      actions: { send: () => sends({ choose: {}, then: (_, { network }) => network.add({ n: 0 }) }) },
    });
    const error = failureOf(() => check(flood, {}));
    expect(error.message).toMatch(/network is full: within these bounds it holds 3 messages/);
    expect(error.steps).toEqual([sent, sent, sent, sent]);
  });
});

describe('a property that throws ends the search, and is named', () => {
  const steps = [up, up];
  it('where it is asked of a state', () => {
    const error = failureOf(() =>
      check(countTo, { fine: always(counting, () => true), bad: always(counting, (s) => !atTwo(s)) }),
    );
    expect(error).toMatchObject({ during: 'the property bad', message: 'what the model said', steps });
  });
  it('where it is asked of the initial state', () => {
    const error = failureOf(() => check(countTo, { bad: always(counting, fail) }));
    expect(error).toMatchObject({ during: 'the property bad', message: 'what the model said', steps: [] });
  });
  it('where given is asked', () => {
    const error = failureOf(() =>
      check(countTo, { bad: always(counting, { given: atTwo, holds: () => true }) }),
    );
    expect(error).toMatchObject({ during: 'the property bad', steps });
  });
  it('where it is to be seen', () => {
    const error = failureOf(() => check(countTo, { bad: sometimes(counting, atTwo) }));
    expect(error).toMatchObject({ during: 'the property bad', steps });
  });
  it('where it is asked of a step, which is the last one told', () => {
    const error = failureOf(() =>
      check(countTo, {
        bad: alwaysStep(counting, (before, after) => before.n !== 2 || after.n !== 0 || fail()),
      }),
    );
    expect(error).toMatchObject({ during: 'the property bad', message: 'what the model said' });
    expect(error.steps).toEqual([...steps, { action: 'back', chosen: {} }]);
  });
  it('where given is asked of a step', () => {
    const error = failureOf(() =>
      check(countTo, {
        bad: alwaysStep(counting, {
          given: (_, after) => (after.n === 2 ? fail() : false),
          holds: () => true,
        }),
      }),
    );
    expect(error).toMatchObject({ during: 'the property bad', steps });
  });
  it('where it is asked of a state outside every constraint', () => {
    const error = failureOf(() =>
      check(within(countTo, { small: ({ n }) => n < 2 }), { bad: always(counting, (s) => !atTwo(s)) }),
    );
    expect(error).toMatchObject({ during: 'the property bad', steps });
  });
  it('where it is asked of an initial state that is outside', () => {
    const error = failureOf(() =>
      check(within(countTo, { none: () => false }), { bad: always(counting, fail) }),
    );
    expect(error).toMatchObject({ during: 'the property bad', message: 'what the model said', steps: [] });
  });
});

describe('a model that cannot be laid out is refused before anything is searched', () => {
  it('where an action chooses from what is no part of the state', () => {
    const computed = each((s: Counting) => [s] as never);
    expect(() => check(withOther({ choose: { computed } }), {})).toThrow(
      /The choice computed of other is not made from a part of the state/,
    );
  });
});

describe('a property that returns neither true nor false ends the search', () => {
  const answering = (answer: unknown, at: number) =>
    (({ n }: Seen) => (n === at ? answer : false)) as () => boolean;
  it.each([1, 'yes', null, undefined, 0])('where it is to be seen: %s', (answer) => {
    const error = failureOf(() => check(countTo, { odd: sometimes(counting, answering(answer, 2)) }));
    expect(error.during).toBe('the property odd');
    expect(error.message).toBe(`It returned ${String(answer)}: a property must return true or false.`);
    expect(error.steps).toEqual([up, up]);
  });
  it.each([1, 'yes', null, undefined, 0])('where it is asked of a step: %s', (answer) => {
    const holds = ((_: Seen, { n }: Seen) => (n === 2 ? answer : true)) as unknown as () => boolean;
    const error = failureOf(() => check(countTo, { odd: alwaysStep(counting, holds) }));
    expect(error.during).toBe('the property odd');
    expect(error.message).toContain(`It returned ${String(answer)}: a property must return true or false.`);
    expect(error.steps).toEqual([up, up]);
  });
  it.each([1, null])('where it is asked of a state outside every constraint: %s', (answer) => {
    const narrow = within(countTo, { low: ({ n }) => n < 2 });
    const holds = (({ n }: Seen) => (n === 2 ? answer : true)) as unknown as () => boolean;
    for (const odd of [always(counting, holds), sometimes(counting, answering(answer, 2))]) {
      const error = failureOf(() => check(narrow, { odd }));
      expect(error.during).toBe('the property odd');
      expect(error.message).toContain(`It returned ${String(answer)}: a property must return true or false.`);
      expect(error.steps).toEqual([up, up]);
    }
  });
});
