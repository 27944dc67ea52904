import type { Kind } from './action.js';
import type { Bounds } from './bounds.js';
import type { Property } from './property.js';
import type { Why } from './search.js';
import type { Stuck } from './futures.js';
import type { TraceStep } from './trace.js';

/** What a search says of one property. */
export type Outcome =
  | {
      readonly verdict: 'holds';
      /** Whether it was never put to the test. */ readonly vacuous: boolean;
      readonly asked: number | undefined;
    }
  | {
      readonly verdict: 'violated';
      /** A shortest way to a violation. */ readonly trace: readonly TraceStep[];
      readonly asked: number | undefined;
      /** Of `recoverable`: what is stuck behind the trace, and of how many states all in all the same is so. */
      readonly stuck?: Stuck & { readonly of: number };
    }
  | { readonly verdict: 'seen'; /** A shortest way there. */ readonly trace: readonly TraceStep[] }
  | { readonly verdict: 'neverSeen' }
  | {
      readonly verdict: 'unfinished';
      readonly why: Why;
      /** All behaviours of so many steps were searched. */ readonly depth: number;
      readonly asked?: number | undefined;
      /** Of `undecided`: how many states, and the bounds, limits and constraints that cut steps off. */
      readonly undecided?: { readonly states: number; readonly cutBy: readonly string[] };
    };
export type Violated = Extract<Outcome, { readonly verdict: 'violated' }>;
/** What became of a property, in a word. */
export type Verdict = Outcome['verdict'];

export interface ActionReport {
  readonly name: string;
  readonly kind: Kind;
  /** How often it was taken. */
  readonly generated: number;
  /** How often that gave a state that was new. */
  readonly distinct: number;
}
/** What kept steps from being taken, or states from being searched, that the protocol itself allows. */
export interface Cut {
  /** By a bound of the run, or a limit: how often it had no room for a step that the guard allowed. */
  readonly room: readonly { readonly by: string; readonly action: string; readonly times: number }[];
  /** By a constraint: steps to states outside that this one alone excludes. */
  readonly constraints: readonly { readonly name: string; readonly alone: number }[];
  /** Steps to states outside any constraint. */
  readonly outside: number;
}
/** What a search found, and how it went. */
export interface Report {
  readonly bounds: Bounds;
  /** Whether all reachable states were visited; else `why` not. */
  readonly complete: boolean;
  readonly why: Why | undefined;
  readonly distinctStates: number;
  /** The initial state, and every step that was taken. */
  readonly generatedStates: number;
  /** Steps of the longest shortest way to a state. */
  readonly depth: number;
  /** States from which no step is possible. */
  readonly terminalStates: number;
  /** Steps from a state that was expanded: on average, and at most. */
  readonly outDegree: { readonly mean: number; readonly most: number };
  readonly cut: Cut;
  /** The chance that two states shared a fingerprint; 0 where whole states were kept. */
  readonly collisionProbability: number;
  readonly actions: readonly ActionReport[];
  readonly properties: readonly {
    readonly name: string;
    readonly kind: Property['kind'];
    readonly outcome: Outcome;
  }[];
}
