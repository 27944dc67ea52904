import type { BoundsOf } from './bounds.js';
import type { Collection, Frozen, Guarded } from './view.js';

/** What an action chooses: TLA+'s existential quantifier, over a part of the state or over numbers. */
export interface Choice<State, Chosen> {
  readonly from: ChosenFrom<State>;
  readonly test?: Test<State, Chosen>;
  /** The same choice, of those alone that pass a test. */
  where(test: Test<State, Chosen>): Choice<State, Chosen>;
}
type Test<State, Chosen> = (chosen: Frozen<Chosen>, s: Guarded<State>) => boolean;
export type ChosenFrom<State> =
  | { readonly kind: 'collection'; readonly collection: (s: State) => Collection<unknown> }
  | { readonly kind: 'numbers'; readonly count: (bounds: never) => number }
  | { readonly kind: 'nothing' };

const choice = <State, Chosen>(
  from: ChosenFrom<State>,
  test?: Test<State, Chosen>,
): Choice<State, Chosen> => ({
  from,
  ...(test && { test }),
  where: (next) => choice(from, test ? (chosen, s) => test(chosen, s) && next(chosen, s) : next),
});

/**
 * Chooses an element of a map, or a message of a set or bag. It must be a part of the state itself: an array that was
 * computed from it would be computed once, and stay as it was.
 */
export const each = <State, Chosen>(collection: (s: State) => Collection<Chosen>): Choice<State, Chosen> =>
  choice({ kind: 'collection', collection });
/** Chooses a number from 0 that stays below a limit. */
export const eachBelow = <State extends { readonly bounds: BoundsOf<any> }>(
  limit: (bounds: State['bounds']) => number,
): Choice<State, number> => choice({ kind: 'numbers', count: limit });
/** Chooses a number from 0 up to and with a limit. */
export const eachUpTo = <State extends { readonly bounds: BoundsOf<any> }>(
  limit: (bounds: State['bounds']) => number,
): Choice<State, number> => eachBelow((bounds) => limit(bounds) + 1);

/** Chooses from nothing: under these rules there is no such step, and nobody waits for it. */
export const noChoice = <State, Chosen>(): Choice<State, Chosen> => choice({ kind: 'nothing' });
/** Whether there is no such step, whatever the bounds are. */
export const isNothing = ({ choose }: Action<never>): boolean =>
  Object.values(choose).some(({ from }) => from.kind === 'nothing');

type Choices<State> = Readonly<Record<string, Choice<State, any>>>;
type ChosenBy<C> = { readonly [K in keyof C]: C[K] extends Choice<any, infer Chosen> ? Chosen : never };

export const KINDS = ['protocol', 'client', 'fault', 'heal'] as const;
/** Who takes the step: the protocol itself, a client, a fault (to be limited), or its repair (never to be limited). */
export type Kind = (typeof KINDS)[number];

/** One kind of step. For every choice that `when` and `room` allow, `then` makes a next state. */
export interface Action<in State> {
  readonly kind: Kind;
  readonly choose: Readonly<Record<string, { readonly from: ChosenFrom<State>; readonly test?: AnyTest }>>;
  readonly when?: AnyTest;
  readonly room: Readonly<Record<string, AnyTest>>;
  readonly then: (chosen: any, s: State) => void;
  readonly says?: (chosen: any, s: any) => string;
}
type AnyTest = (chosen: any, s: any) => boolean;

/**
 * The word `action` for a model whose state has this type.
 *
 * - `choose`: what is chosen, each choice by its name.
 * - `when`: the guard. It may look, and not write, and it does not see `history`.
 * - `room`: the part of the guard that only speaks of a bound of the run, by the name of the bound: records left, a log
 *   that is full. A real system has no such limit, and the report says which of them stopped what.
 * - `then`: the effect. What it does not touch, stays.
 * - `says`: who does what, in words for those who read a trace: a clause that begins with the actor, in lower case and
 *   without a full stop. It sees what `when` sees, also where the step is not possible. No search asks for it.
 */
export const actionsOf =
  <State extends { readonly bounds: object }>() =>
  <C extends Choices<State>>(action: {
    readonly kind?: Kind;
    readonly choose: C;
    readonly when?: (chosen: Frozen<ChosenBy<C>>, s: Guarded<State>) => boolean;
    readonly room?: {
      readonly [Bound in keyof State['bounds']]?: (chosen: Frozen<ChosenBy<C>>, s: Guarded<State>) => boolean;
    };
    readonly then: (chosen: ChosenBy<C>, s: State) => void;
    readonly says?: (chosen: Frozen<ChosenBy<C>>, s: Guarded<State>) => string;
  }): Action<State> =>
    ({ kind: 'protocol', room: {}, ...action }) as unknown as Action<State>;
