import type { Step } from './property.js';

/** A record of a log, as a box. */
export interface Box {
  readonly text: string;
  /** What its colour stands for, as a whole number; without one it has no colour. */
  readonly colour?: number;
}
/** A place in a log, between records: below it are as many. */
export interface Mark {
  readonly name: string;
  readonly offset: number;
}
/** Somebody who takes part, and what there is to see of them in one state. */
export interface Actor {
  /** The same in every state. */
  readonly name: string;
  /** What they take themselves for. */
  readonly role?: Box;
  readonly isDown?: boolean;
  readonly log?: readonly Box[];
  readonly marks?: readonly Mark[];
  /** What else they know, a few words each. */
  readonly notes?: readonly string[];
  /** What is not as they believe. It is seen from outside, so that no step of theirs has to bring it about. */
  readonly mistakes?: readonly string[];
}
/** Something that is said in a step, from one actor to another, by their names. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly text?: string;
  /** Whether it is not there yet when the step is over, or never will be. */
  readonly fate?: 'on its way' | 'lost';
}
/** What a picture shows of a protocol: plain data, for those who look at a trace. No search asks for it. */
export interface Scene<S = any> {
  /** What the colours of records and roles tell apart. */
  readonly colours?: string;
  /** Everybody, in the order of their lanes: the same ones in every state. */
  readonly actors: (s: S) => readonly Actor[];
  /** Who says what to whom in a step that was taken. */
  readonly arrows?: (step: Pick<Step, 'action' | 'chosen'>, before: S, after: S) => readonly Arrow[];
}
