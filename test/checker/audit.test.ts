import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import {
  actionsOf,
  always,
  alwaysStep,
  bagOf,
  below,
  each,
  interchangeable,
  mapOf,
  protocol,
  record,
  type Protocol,
  type StateOf,
} from '#checker/dsl';
import { failureOf } from '../support/failures.js';
import { countTo, counting, action as counted } from '../support/count-to.js';

const nodes = interchangeable('nodes', () => 2);
const schema = record({
  nodes: mapOf(nodes, record({ n: below(4), m: below(4) })),
  network: bagOf(() => 3, { n: below(4) }),
  sent: below(4),
});
type State = StateOf<typeof schema>;
const action = actionsOf<State>();
const node = each((s: State) => s.nodes);
const withActions = (actions: Protocol['actions']): Protocol =>
  protocol({ bounds: {}, schema, initial: () => {}, rules: {}, actions });
const pure = {
  step: () =>
    action({
      choose: { node },
      when: ({ node }) => node.n < 3,
      then: ({ node }) => void (node.n = node.n + 1),
    }),
};

describe('a model that depends on more than the state is refused', () => {
  it('where an effect has a counter of its own: by the action, what it chose, and the variable', () => {
    let count = 0;
    const error = failureOf(() =>
      check(
        withActions({
          ...pure,
          drift: () =>
            action({
              choose: { node: node.where(({ id, n }) => id === 1 && n === 2) },
              then: ({ node }) => void (node.m = count++ % 4),
            }),
        }),
        {},
      ),
    );
    expect(error.during).toBe('the determinism guard');
    expect(error.message).toMatch(
      /^drift node=1 gave two different values of nodes\[1\]\.m from the same state\./,
    );
    expect(error.message).toMatch(/clock, a random number, or a variable outside the state/);
    // Two steps to where it was seen, and none after.
    expect(error.steps).toEqual([
      { action: 'step', chosen: { node: 1 } },
      { action: 'step', chosen: { node: 1 } },
    ]);
  });

  it('where an effect draws a random number', () => {
    const error = failureOf(() =>
      check(
        withActions({
          draw: () => action({ choose: {}, then: (_, s) => void (s.sent = Math.floor(Math.random() * 4)) }),
        }),
        {},
      ),
    );
    expect(error.message).toMatch(/^draw gave two different values of sent from the same state\./);
  });

  it('where a guard is true every other time: by the step that was possible once', () => {
    let asked = 0;
    const error = failureOf(() =>
      check(
        withActions({
          ...pure,
          sometimesOnly: () =>
            action({
              choose: { node },
              when: ({ node }) => node.id === 1 && asked++ % 2 === 0,
              then: ({ node }) => void (node.m = 1),
            }),
        }),
        {},
      ),
    );
    expect(error.message).toMatch(
      /^sometimesOnly node=1 was possible once, and not when the same state was expanded again\./,
    );
    expect(error.steps).toEqual([]);
  });

  it('where the last step of all is the one that comes and goes', () => {
    for (const parity of [0, 1]) {
      let asked = 0;
      const error = failureOf(() =>
        check(
          withActions({
            ...pure,
            last: () =>
              action({ choose: {}, when: () => asked++ % 2 === parity, then: (_, s) => void (s.sent = 1) }),
          }),
          {},
        ),
      );
      expect(error.message).toMatch(/^last was possible once/);
      // In the initial state already, whether it came or went.
      expect(error.steps).toEqual([]);
    }
  });

  it('where actions that choose alike are tried together: by the one that comes and goes, not by one after it', () => {
    let asked = 0;
    const pruned = node.where(({ id }) => id === 0);
    const error = failureOf(() =>
      check(
        withActions({
          first: () => action({ choose: { node: pruned }, then: ({ node }) => void (node.n = 1) }),
          between: () => action({ choose: { node }, then: ({ node }) => void (node.n = 2) }),
          // Tried right after `first`, whose test it shares, though its number comes after all of `between`.
          fickle: () =>
            action({
              choose: { node: pruned },
              when: () => asked++ % 2 === 1,
              then: ({ node }) => void (node.n = 3),
            }),
        }),
        {},
      ),
    );
    expect(error.message).toMatch(/^fickle node=0 was possible once/);
  });

  it('where it chose a message: by the content of that message, not of one that was looked at later', () => {
    let count = 0;
    const error = failureOf(() =>
      check(
        withActions({
          send: () =>
            action({
              choose: {},
              when: (_, { sent }) => sent < 3,
              then: (_, s) => s.network.add({ n: s.sent++ }),
            }),
          take: () =>
            action({
              choose: { message: each((s) => s.network) },
              when: (_, { sent }) => sent === 3,
              then: ({ message }, s) => {
                s.network.remove(message);
                s.nodes[0]!.m = message.n === 1 ? count++ % 4 : 0;
              },
            }),
        }),
        {},
      ),
    );
    expect(error.message).toMatch(
      /^take message=\{n:1\} gave two different values of nodes\[0\]\.m from the same state\./,
    );
    expect(error.steps.map(({ action }) => action)).toEqual(['send', 'send', 'send']);
  });

  it('where what is chosen is pruned by something else', () => {
    let asked = 0;
    // The test is asked of both nodes, so that the next time it is asked of either it answers otherwise.
    const third = node.where(() => asked++ % 3 === 0);
    const picks = withActions({
      pick: () => action({ choose: { node: third }, then: ({ node }) => void (node.n = 1) }),
    });
    expect(failureOf(() => check(picks, {})).message).toMatch(/^pick node=\d was possible once/);
  });
});

describe('a model that depends on the state alone is not refused', () => {
  it('however often its states are expanded twice', () => {
    const { distinctStates, generatedStates } = check(withActions(pure), {});
    // Each of two nodes counts to 3: 16 states, and 3 steps * 4 for each node.
    expect([distinctStates, generatedStates]).toEqual([16, 25]);
  });
  it('and what is expanded twice is counted once', () => {
    const { actions, cut } = check(countTo, {}, { most: 500 });
    expect(actions.map(({ generated }) => generated)).toEqual([500, 501]);
    expect(cut.room).toEqual([]);
  });
});

describe('what the guard does not see, the witness shows', () => {
  it('a property that changes its mind is no property: its witness is taken again before it is told', () => {
    // The first states are judged twice in the search itself.
    let asked = 0;
    const error = failureOf(() =>
      check(countTo, { fickle: always(counting, ({ n }) => n !== 2 || asked++ > 1) }),
    );
    expect(error.during).toBe('the property fickle');
    expect(error.message).toMatch(
      /^fickle was decided by a state, and not when the same steps were taken again\./,
    );
    expect(error.steps).toHaveLength(2);
  });
  it('of steps too', () => {
    let asked = 0;
    const error = failureOf(() =>
      check(countTo, { fickle: alwaysStep(counting, ({ n }) => n !== 1 || asked++ > 0) }),
    );
    expect(error.during).toBe('the property fickle');
    expect(error.steps).toHaveLength(2);
  });
  it('a property that throws when it is asked again fails as one that changes its mind', () => {
    let asked = 0;
    const error = failureOf(() =>
      check(countTo, {
        fickle: always(counting, ({ n }) => {
          if (n === 2 && asked++ > 1) throw new Error('not twice');
          return n !== 2;
        }),
      }),
    );
    expect(error.during).toBe('the property fickle');
    expect(error.message).toMatch(/The witness that was found for fickle cannot be repeated\. not twice/);
  });

  it('a step that is possible but once, where no state was expanded twice, cannot be repeated', () => {
    let asked = 0;
    const late = protocol({
      ...countTo,
      bounds: { most: { ...countTo.bounds.most, to: 5000, default: 3000 } },
      actions: {
        up: countTo.actions['up']!,
        once: () =>
          counted({
            choose: {},
            when: (_, { n }) => n === 2000 && asked++ === 0,
            then: (_, s) => void (s.n = 2002),
          }),
      },
    });
    const error = failureOf(() => check(late, { neverSkips: always(counting, ({ n }) => n !== 2002) }));
    expect(error.during).toBe('once');
    expect(error.message).toMatch(/^Step 2001, once, which the search has taken, cannot be repeated\./);
    expect(error.message).toMatch(/look for a clock, a random number/);
    expect(error.steps).toHaveLength(2001);
  });
});

describe('a guard that writes is a step that nobody took', () => {
  it('is refused, by the name of its action', () => {
    const slips = protocol({
      ...countTo,
      actions: {
        ...countTo.actions,
        // A slip of the keyboard for ===, which types refuse and JavaScript does not.
        slip: () =>
          counted({
            choose: {},
            when: ((_: unknown, s: { n: number }) => Boolean((s.n = 0))) as unknown as () => boolean,
            then: () => {},
          }),
      },
    });
    const error = failureOf(() => check(slips, { small: always(counting, ({ n }) => n < 3) }));
    expect(error.message).toContain('The guard of slip writes to the state');
  });
});

it('a variable outside the state that changes but once is found out when the search is over', () => {
  let wasThere = false;
  const haunted = protocol({
    ...countTo,
    actions: {
      up: countTo.actions['up']!,
      // Both expansions of a state agree: what differs is that state 1 could do it only before state 2 was seen.
      leave: () =>
        counted({
          choose: {},
          when: (_, { n }) => {
            wasThere ||= n === 2;
            return n === 1 && !wasThere;
          },
          then: (_, s) => void (s.n = 0),
        }),
    },
  });
  const error = failureOf(() => check(haunted, {}));
  expect(error.message).toContain('leave');
  expect(error.message).toContain('was possible once');
});
