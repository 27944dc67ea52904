import type { Rules } from '../rules.js';
import type { ReadBroker } from '../state.js';

/** The rules of delivery, and which late answers a follower takes. */
export interface ReplyRules extends Rules {
  /** Whether a follower takes an answer to what it asked then. */
  readonly acceptsReply: (
    asked: { readonly fetchOffset: number; readonly leaderEpoch: number },
    follower: ReadBroker,
  ) => boolean;
}
