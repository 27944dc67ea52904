import { has, plus } from '#checker/dsl';
import { action, followers, highWatermark, propose } from '../state.js';
import { replicaName } from '../tells.js';

/**
 * The leader proposes an ISR with a follower that has come to the high watermark, and counts that follower at once:
 * nothing that it lacks may be committed, since the controller may elect it before the leader hears that it may.
 *
 * AsyncIsr.tla, LeaderRequestExpandIsr. The leader itself is in its ISR always.
 */
export const leaderRequestExpandIsr = () =>
  action({
    choose: { follower: followers },
    when: ({ follower }, s) => !has(s.leader.isr, follower) && follower.endOffset >= highWatermark(s),
    then: ({ follower }, s) => propose(s, plus(s.leader.isr, follower)),
    says: ({ follower }) => `the leader asks for an ISR with ${replicaName(follower.id)}`,
  });
