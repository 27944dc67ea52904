import { has, minus } from '#checker/dsl';
import { action, replicas } from '../replica.js';
import type { Rules } from '../rules.js';
import { replicaName } from '../tells.js';

/**
 * A leader takes a follower that is behind, or not to be trusted, out of the ISR.
 *
 * How long it has been behind is left open: replica.lag.time.max.ms may be over at any time.
 * KafkaReplication.tla, LeaderShrinkIsr; `Partition.maybeShrinkIsr`.
 */
export const leaderShrinkIsr = ({ mayWriteIsr, keepsInIsr }: Rules) =>
  action({
    choose: { leader: replicas.where(mayWriteIsr), follower: replicas },

    when: ({ leader, follower }) =>
      leader.id !== follower.id &&
      has(leader.isr, follower) &&
      (follower.log.endOffset < leader.log.endOffset || !keepsInIsr(follower, leader, leader.log.endOffset)),

    then: ({ leader, follower }, { quorum }) => {
      quorum.isr = leader.isr = minus(leader.isr, follower);
    },

    says: ({ leader, follower }) =>
      `${replicaName(leader.id)} takes ${replicaName(follower.id)} out of the ISR`,
  });
