import type { Rules } from '../rules.js';
import type { ReadBroker } from '../state.js';

/** The rules of delivery, and what consumers may read. */
export interface ReaderRules extends Rules {
  /** Which brokers let consumers read. */
  readonly servesReads: (broker: ReadBroker) => boolean;
  /** Below which offset they let them. */
  readonly readableBelow: (broker: ReadBroker) => number;
}
