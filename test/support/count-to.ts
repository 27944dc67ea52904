import { actionsOf, protocol, record, upTo, type StateOf } from '#checker/dsl';

const bounds = { most: { meaning: 'the largest number', from: 0, to: 1000, default: 3 } } as const;
export const counting = record({ n: upTo(({ most }: { readonly most: number }) => most) });
export type Counting = StateOf<typeof counting, typeof bounds>;
export const action = actionsOf<Counting>();

/**
 * A number that goes up one by one, and back to 0 at any time: states 0 to most, one for each depth.
 *
 * Of `most` + 1 states all but the last step up, and all step back, the first one to itself: 2 * most + 1 steps. In the
 * initial state every bit is 0.
 */
export const countTo = protocol({
  bounds,
  schema: counting,
  initial: () => {},
  rules: {},
  actions: {
    up: () =>
      action({
        choose: {},
        when: (_, { n, bounds }) => n < bounds.most,
        then: (_, s) => {
          s.n++;
        },
      }),
    back: () =>
      action({
        kind: 'fault',
        choose: {},
        then: (_, s) => {
          s.n = 0;
        },
      }),
  },
});
