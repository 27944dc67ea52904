import { has, plus } from '#checker/dsl';
import { action, replicas } from '../replica.js';
import type { Rules } from '../rules.js';
import { replicaName } from '../tells.js';

/**
 * A leader takes a follower that has caught up into the ISR.
 *
 * The write to ZooKeeper and the leader's knowledge of it are one step: before KIP-497 it is a conditional write, and
 * only the true leader's succeeds. The ISR that a true leader knows is ZooKeeper's, for the controller changes it only
 * with the leader epoch. KafkaReplication.tla, LeaderExpandIsr; `Partition.maybeExpandIsr`.
 */
export const leaderExpandIsr = ({ mayWriteIsr, considersForIsr, mayJoinIsr }: Rules) =>
  action({
    choose: { leader: replicas.where(mayWriteIsr), follower: replicas },

    when: ({ leader, follower }) =>
      !has(leader.isr, follower) &&
      considersForIsr(follower, leader, leader.highWatermark) &&
      mayJoinIsr(follower, leader),

    then: ({ leader, follower }, { quorum }) => {
      quorum.isr = leader.isr = plus(leader.isr, follower);
    },

    says: ({ leader, follower }) =>
      `${replicaName(leader.id)} takes ${replicaName(follower.id)} into the ISR`,
  });
