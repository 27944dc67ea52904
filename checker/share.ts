import type { Stop } from './compile.js';
import type { Recovery } from './recovery.js';
import type { Why } from './search.js';

/** Where a property was decided: at which depth, and by which state, numbered over all threads; or by a step from that state. */
export interface Finding {
  readonly depth: number;
  readonly state: number;
  readonly choice?: number;
}
/** What went wrong in the model or a property, and where. */
export interface Failure {
  readonly state: number;
  readonly choice?: number;
  readonly during: string;
  readonly error: Error;
}
/** What one thread found out. The states that it owns have the numbers index * threads + me. */
export interface Share {
  readonly states: number;
  readonly transitions: number;
  /** Steps to the deepest state there is, and to the deepest level of which all states were judged. */
  readonly depth: number;
  readonly judged: number;
  readonly why: Why | undefined;
  readonly parents: Uint32Array;
  readonly steps: Uint16Array | Uint32Array;
  readonly found: ReadonlyMap<string, Finding>;
  /** Of each property of futures that was judged, what is known. */
  readonly futures: ReadonlyMap<string, Recovery>;
  /** By choice: how often it was taken, and how often that gave a new state. */
  readonly taken: Float64Array;
  readonly news: Float64Array;
  /** How often each of `stops` kept a step from being taken. */
  readonly stopped: Float64Array;
  /** For each constraint what it alone cut, and last, what all of them cut. */
  readonly cut: Float64Array;
  /** For each property how often it was put to the test. */
  readonly asked: Float64Array;
  readonly terminal: number;
  /** Where the first of these is. */
  readonly firstTerminal: Finding | undefined;
  readonly expanded: number;
  readonly mostSteps: number;
  readonly failure: Failure | undefined;
  /** The same on every thread: the rooms and limits that `stopped` counts, and whether states are fingerprints. */
  readonly stops: readonly Stop[];
  readonly fingerprints: boolean;
}
export interface Progress {
  readonly distinctStates: number;
  readonly generatedStates: number;
  readonly depth: number;
  /** States of this level that are still to be expanded. */
  readonly left: number;
}

/** The parent of the initial state. */
export const ROOT = 0xffffffff;
