import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  always,
  alwaysStep,
  each,
  protocol,
  sometimes,
  within,
  type Protocol,
  type StateOf,
} from '#checker/dsl';
import { Random } from '#explore/random';
import { Walker } from '#explore/walker';
import { action, countTo, counting } from '../support/count-to.js';
import { failureOf } from '../support/failures.js';
import { lossyBag, mail } from '../support/lossy-bag.js';
import { actionsIn, contentOf, LITTLE, searchOf, stepOf, up, walk } from '../support/walks.js';

const fail = (): never => {
  throw new Error('what the model said');
};
const atTwo = ({ n }: { readonly n: number }): boolean => (n === 2 ? fail() : true);
/** The counter, which never goes back, with one action more. */
const withOther = (other: Partial<Parameters<typeof action>[0]>): Protocol =>
  protocol({
    ...countTo,
    actions: {
      up: countTo.actions['up']!,
      other: () => action({ choose: {}, then: () => {}, ...other }),
    },
  });
const other = stepOf('other');
const counted = Array.from({ length: 2 }, () => up);

describe('what throws ends a run, with what it said, where that was, and the steps there:', () => {
  const message = 'what the model said';
  const onlyUp = protocol({
    ...countTo,
    actions: { up: countTo.actions['up']! },
  });
  const said = (search: ReturnType<typeof searchOf>, seed = 1) => {
    const { during, message, steps } = failureOf(() => walk(search, seed));
    return { during, message, steps };
  };

  it('an action, which is the last step', () => {
    const of = withOther({ when: (_, { n }) => n === 2, then: fail });
    expect(said(searchOf(of))).toEqual({
      during: 'other',
      message,
      steps: [...counted, other],
    });
  });

  it('a write out of range', () => {
    const of = withOther({
      when: (_, { n }) => n === 2,
      then: (_, s) => void (s.n = 99),
    });
    const { during, message: said, steps } = failureOf(() => walk(searchOf(of)));
    expect({ during, steps }).toEqual({
      during: 'other',
      steps: [...counted, other],
    });
    expect(said).toContain('99');
  });

  it('a guard, of the step that it was asked of', () => {
    const of = withOther({ when: (_, s) => !atTwo(s) });
    expect(said(searchOf(of))).toEqual({
      during: 'other',
      message,
      steps: [...counted, other],
    });
    expect(said(searchOf(withOther({ when: fail })))).toEqual({
      during: 'other',
      message,
      steps: [other],
    });
  });

  it('a room', () => {
    const of = withOther({ room: { most: (_, s) => !atTwo(s) } });
    expect(said(searchOf(of))).toEqual({
      during: 'other',
      message,
      steps: [...counted, other],
    });
  });

  it('a message in hand', () => {
    const receive = stepOf('receive', { message: { number: 1 } });
    const receiving = actionsOf<StateOf<typeof mail, typeof lossyBag.bounds>>();
    const of = protocol({
      ...lossyBag,
      actions: {
        send: lossyBag.actions['send']!,
        receive: () =>
          receiving({
            choose: { message: each(({ network }) => network) },
            when: ({ message }) => message.number === 1,
            then: ({ message }, { network }) => {
              network.remove(message);
              fail();
            },
          }),
      },
    });
    expect(said(searchOf(of))).toEqual({
      during: 'receive',
      message,
      steps: [stepOf('send'), stepOf('send'), receive],
    });
  });

  it('a constraint', () => {
    expect(said(searchOf(within(onlyUp, { all: () => true, two: atTwo })))).toEqual({
      during: 'the constraint two',
      message,
      steps: counted,
    });
    expect(said(searchOf(within(onlyUp, { none: fail })))).toEqual({
      during: 'the constraint none',
      message,
      steps: [],
    });
  });

  it('a property of steps, of the step that it was asked of', () => {
    expect(
      said(
        searchOf(onlyUp, {
          two: alwaysStep(counting, (_, after) => atTwo(after)),
        }),
      ),
    ).toEqual({
      during: 'the property two',
      message,
      steps: counted,
    });
    expect(
      said(
        searchOf(onlyUp, {
          two: alwaysStep(counting, {
            given: (_, after) => atTwo(after),
            holds: () => true,
          }),
        }),
      ),
    ).toEqual({ during: 'the property two', message, steps: counted });
  });

  it('and no run after it is any worse for it', () => {
    let armed = true;
    const of = withOther({
      when: (_, { n }) => n === 2,
      then: () => void (armed && fail()),
    });
    const walker = new Walker(searchOf(of));
    const run = () => walker.run(Random.of(1, 0), LITTLE);
    for (const _ of [1, 2])
      expect(failureOf(run)).toMatchObject({
        during: 'other',
        steps: [...counted, other],
      });
    armed = false;
    expect(contentOf(run())).toEqual(contentOf(walk(searchOf(of))));
  });
});

describe('what throws later on a walk than a property is violated is of no concern:', () => {
  const small = always(counting, ({ n }) => n < 2);
  const goesUp = protocol({ ...countTo, actions: { up: countTo.actions['up']! } });
  const found = { violated: 'small', steps: counted };

  it('a property', () => {
    const fails = always(counting, ({ n }) => n < 3 || fail());
    expect(walk(searchOf(goesUp, { fails, small }))).toMatchObject(found);
    expect(walk(searchOf(goesUp, { small, zeal: fails }))).toMatchObject(found);
  });
  it('of the same state, the one that is asked first', () => {
    const fails = always(counting, ({ n }) => n < 2 || fail());
    expect(walk(searchOf(goesUp, { small, zeal: fails }))).toMatchObject(found);
    expect(failureOf(() => walk(searchOf(goesUp, { fails, small })))).toMatchObject({
      during: 'the property fails',
      steps: counted,
    });
  });
  it('an action, a guard, and a property of steps', () => {
    expect(walk(searchOf(withOther({ when: (_, { n }) => n === 2, then: fail }), { small }))).toMatchObject(
      found,
    );
    expect(walk(searchOf(withOther({ when: (_, s) => !atTwo(s) }), { small }))).toMatchObject(found);
    const fails = alwaysStep(counting, ({ n }) => n < 2 || fail());
    expect(walk(searchOf(goesUp, { fails, small }))).toMatchObject(found);
  });
});

describe('what is no answer', () => {
  const upwards = protocol({ ...countTo, actions: { up: countTo.actions['up']! } });
  const odd = (n: number, answer: unknown): boolean => (n === 2 ? (answer as boolean) : n > 2);
  it.each([undefined, 1, 0, 'yes', null])('is refused, of a step and of what is to be seen: %s', (answer) => {
    const message = `It returned ${String(answer)}: a property must return true or false.`;
    const seen = sometimes(counting, ({ n }) => odd(n, answer));
    for (const property of [seen, alwaysStep(counting, (_, { n }) => (n < 2 ? true : odd(n, answer)))])
      expect(failureOf(() => walk(searchOf(upwards, { property })))).toMatchObject({
        message,
        during: 'the property property',
        steps: counted,
      });
  });
});

describe('an abstraction', () => {
  it.each([0.5, 2 ** 31, -(2 ** 31) - 1, Number.NaN, Infinity, undefined, true])(
    'that gives %s is refused, with the steps there',
    (other) => {
      const vague: Protocol = {
        ...countTo,
        abstraction: ({ n }) => [0, n === 2 ? (other as number) : 2 ** 31 - 1, -(2 ** 31)],
      };
      const failure = failureOf(() => walk(searchOf(vague)));
      expect(failure).toMatchObject({
        during: 'the abstraction',
        message: `It gave ${String(other)}: an abstraction gives whole numbers of 32 bits.`,
      });
      expect(actionsIn(failure.steps).slice(-2)).toEqual(['up', 'up']);
    },
  );
  it('may give any whole numbers of 32 bits', () => {
    const extreme: Protocol = { ...countTo, abstraction: ({ n }) => [n, -0, 2 ** 31 - 1, -(2 ** 31)] };
    expect(walk(searchOf(extreme), 1, { steps: 2000 }).cells).toHaveLength(4);
  });

  it('that throws is named, with the steps there', () => {
    const vague: Protocol = { ...countTo, abstraction: ({ n }) => (n === 2 ? fail() : [n]) };
    const failure = failureOf(() => walk(searchOf(vague)));
    expect(failure.during).toBe('the abstraction');
    expect(actionsIn(failure.steps).slice(-2)).toEqual(['up', 'up']);
  });
});
