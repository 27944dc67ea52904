import type { Action, Kind } from './action.js';
import type { BoundDeclarations } from './bounds.js';
import { checkNames } from './names.js';
import type { Scene } from './scene.js';
import type { RecordOf } from './schema.js';
import type { Frozen, StateOf } from './view.js';

/** The state of a protocol; of one that is not known, anything. */
type StateIn<S, B> = 0 extends 1 & S ? any : StateOf<S, B>;
type SeenIn<S, B> = 0 extends 1 & S ? any : Frozen<StateOf<S, B>>;

/** A transition system: what a state is, how it starts, and, under the rules in force, every way it can step. */
export interface Protocol<S extends RecordOf<any> = any, B extends BoundDeclarations = any, Rules = any> {
  readonly bounds: B;
  readonly schema: S;
  /**
   * Makes the initial state of the one in which every number is 0, every id the first, every set empty, and what may be
   * none, none: an `idOrNone` is -1.
   */
  readonly initial: (s: StateIn<S, B>) => void;
  readonly rules: Rules;
  readonly actions: Readonly<Record<string, (rules: Rules) => Action<StateIn<S, B>>>>;
  /** Where the search stays: see `within`. */
  readonly constraints?: Readonly<Record<string, (s: any) => boolean>>;
  /** How often an action may happen: see `limit`. */
  readonly limits?: Readonly<Record<string, number>>;
  /**
   * What tells states apart for random walks, which go on from where few have been: states that give the same numbers are
   * alike. Without it those are in which as many choices of each action are possible. It never changes what is found, only
   * how soon. Whole numbers of 32 bits; count, rather than name, what is interchangeable.
   */
  readonly abstraction?: (s: SeenIn<S, B>) => readonly number[];
  /**
   * What came of a step, whichever it was, in words for those who read a trace: clauses that go on where the action's
   * `says` ends. No search asks for it.
   */
  readonly tells?: (before: SeenIn<S, B>, after: SeenIn<S, B>) => readonly string[];
  /** What a picture shows of it: who takes part, what each has, and who says what to whom. No search asks for it. */
  readonly scene?: Scene<SeenIn<S, B>>;
}

/**
 * A protocol from its parts.
 *
 * @throws Error for a variable, a choice or an action whose name is no plain identifier or belongs to the views.
 */
export function protocol<const S extends RecordOf<any>, const B extends BoundDeclarations, Rules>(
  parts: Protocol<S, B, Rules>,
): Protocol<S, B, Rules> {
  checkNames(parts);
  return parts;
}

/**
 * The same protocol under other rules: what a KIP changed, or the guard that a mutant drops.
 *
 * @throws Error for a rule that the protocol has not: what is misspelt would change nothing, and seem to hold.
 */
export function withRules<S extends RecordOf<any>, B extends BoundDeclarations, Rules>(
  predecessor: Protocol<S, B, Rules>,
  rules: Partial<NoInfer<Rules>>,
): Protocol<S, B, Rules> {
  const known = Object.keys(predecessor.rules as object);
  const other = Object.keys(rules).find((rule) => !known.includes(rule));
  if (other !== undefined)
    throw new Error(`withRules: there is no rule ${other}; there are ${known.join(', ')}.`);
  return { ...predecessor, rules: { ...predecessor.rules, ...rules } };
}

/** Who takes an action of a protocol. */
export const kindOf = ({ actions, rules }: Protocol, action: string): Kind => actions[action]!(rules).kind;

export const isProtocol = (value: unknown): value is Protocol => {
  if (typeof value !== 'object' || value === null) return false;
  const { bounds, schema, initial, actions } = value as Partial<Protocol>;
  return (
    typeof bounds === 'object' &&
    (schema as { kind?: unknown } | undefined)?.kind === 'record' &&
    typeof initial === 'function' &&
    typeof actions === 'object'
  );
};
