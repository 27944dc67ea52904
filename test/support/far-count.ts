import {
  actionsOf,
  eachBelow,
  protocol,
  record,
  sometimes,
  upTo,
  type BoundsOf,
  type StateOf,
} from '#checker/dsl';

const bounds = {
  most: { meaning: 'the largest number', from: 0, to: 1000, default: 3 },
  width: { meaning: 'the largest number that makes for more states', from: 1, to: 1000, default: 1 },
} as const;
type Bounds = BoundsOf<typeof bounds>;
const beside = upTo(({ width }: Bounds) => width);
export const farCounting = record({
  n: upTo(({ most }: { readonly most: number }) => most),
  x: beside,
  y: beside,
  z: beside,
});
type FarCounting = StateOf<typeof farCounting, typeof bounds>;
export const farAction = actionsOf<FarCounting>();
const AXES = ['x', 'y', 'z'] as const;

/** No walk of 60 steps, which is as far as walks go, comes by a number above this one. */
export const FAR = 60;

/**
 * A number that goes up one by one, with three others beside it, and nobody is far enough to leap, at any time, within the
 * default bounds: (most + 1) * (width + 1) ** 3 states.
 */
export const farCount = protocol({
  bounds,
  schema: farCounting,
  initial: () => {},
  rules: {},
  actions: {
    up: () =>
      farAction({ choose: {}, when: (_, { n, bounds }) => n < bounds.most, then: (_, s) => void s.n++ }),
    move: () =>
      farAction({
        choose: { axis: eachBelow(() => AXES.length) },
        when: ({ axis }, s) => s[AXES[axis]!] < s.bounds.width,
        then: ({ axis }, s) => void s[AXES[axis]!]++,
      }),
    back: () =>
      farAction({
        kind: 'fault',
        choose: {},
        then: (_, s) => {
          s.n = 0;
          for (const axis of AXES) s[axis] = 0;
        },
      }),
    leap: () => farAction({ choose: {}, when: (_, { n }) => n > FAR, then: () => {} }),
  },
});
/** The same where who is far enough falls: beyond what was walked, the model fails. */
export const pitfall = protocol({
  ...farCount,
  actions: {
    ...farCount.actions,
    leap: () =>
      farAction({
        choose: {},
        when: (_, { n }) => n > FAR,
        then: () => {
          throw new Error('what the model said');
        },
      }),
  },
});
const { leap: _leap, ...others } = farCount.actions;
/** The same where nobody leaps at all. */
export const withoutLeap = protocol({ ...farCount, actions: others });
export const someFarNumber = sometimes(farCounting, ({ n }) => n > FAR);

/** What walks do not come by, they miss for one of three reasons. */
export const BOUNDS = {
  /** Of all states, 32, none is far enough. */
  impossible: {},
  /** Of all states, 808, many are. */
  possible: { most: 100 },
  /** A search of the nearest 300,000 states does not come so far. */
  unknown: { most: 100, width: 99 },
} as const;
