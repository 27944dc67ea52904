import { has, minus } from '#checker/dsl';
import { action, followers, propose } from '../state.js';
import { replicaName } from '../tells.js';

/**
 * The leader proposes an ISR without a follower. It goes on counting that follower until it hears of the new ISR.
 *
 * A proposal that is still pending does not keep it from another one. AsyncIsr.tla, LeaderRequestShrinkIsr.
 */
export const leaderRequestShrinkIsr = () =>
  action({
    choose: { follower: followers },
    when: ({ follower }, { leader }) => has(leader.isr, follower),
    then: ({ follower }, s) => propose(s, minus(s.leader.isr, follower)),
    says: ({ follower }) => `the leader asks for an ISR without ${replicaName(follower.id)}`,
  });
