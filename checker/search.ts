import type { Bounds } from './bounds.js';
import type { Property } from './property.js';
import type { Protocol } from './protocol.js';

/** What is to be searched, for what. */
export interface Search {
  readonly protocol: Protocol;
  readonly properties: Readonly<Record<string, Property>>;
  readonly bounds: Bounds;
}
/** How far a search goes. A level that was begun is finished, so that what is counted depends on nothing but the model. */
export interface SearchOptions {
  /** No level is begun once so many states are known. */
  readonly maxStates?: number | undefined;
  /** No level is begun whose steps would be longer than this. */
  readonly maxDepth?: number | undefined;
  /** No level is begun once an `always` or `alwaysStep` property is violated. Then `recoverable` is not judged. */
  readonly stopAtFirst?: boolean | undefined;
  /** Keep 64 bits of hash in place of each state: less memory, and a chance, which is reported, to miss states. */
  readonly fingerprints?: boolean | undefined;
}

/**
 * Why a search ended before it had seen all there is, or, of `undecided`, what it had seen all of and still could not
 * tell.
 */
export const WHYS = [
  'states',
  'depth',
  'first violation',
  'memory',
  'time',
  'interrupted',
  'failed',
  'undecided',
] as const;
export type Why = (typeof WHYS)[number];
