import type { Admission } from './admission.js';
import type { Fence } from './replica.js';
import type { ReadReplica, Seen } from './state.js';
import type { Truncation, TruncatesAgainst } from './truncation.js';

/** What a protocol decides otherwise than the one before it, or a mutant wrongly. All actions are given all of it. */
export interface Rules {
  /** To which end offset a replica that becomes a follower cuts its log. */
  readonly truncatesTo: Truncation;
  /** Whether it may look at this leader's log for that. */
  readonly truncatesAgainst: TruncatesAgainst;
  /** Whose fetches a leader answers. */
  readonly answersFetch: Fence;
  /** Whose log end a leader counts when it advances the high watermark. */
  readonly countsForHighWatermark: Fence;
  /** Whom a leader considers for the ISR, and how far that one must have come to join it. */
  readonly considersForIsr: Fence;
  readonly mayJoinIsr: Admission;
  /** Whom a leader keeps in the ISR, as long as its log reaches at least as far as the leader's. */
  readonly keepsInIsr: Fence;
  /** Whose writes to the ISR ZooKeeper accepts. */
  readonly mayWriteIsr: (leader: ReadReplica, s: Seen) => boolean;
}
