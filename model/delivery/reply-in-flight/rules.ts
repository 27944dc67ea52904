import type { Rules } from '../rules.js';
import type { ReadBroker } from '../state.js';

export interface ReplyRules extends Rules {
  /** Whether a follower takes an answer to what it asked then. */
  readonly acceptsReply: (
    asked: { readonly fetchOffset: number; readonly leaderEpoch: number },
    follower: ReadBroker,
  ) => boolean;
}
