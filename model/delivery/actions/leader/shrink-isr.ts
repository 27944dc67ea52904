import { has, minus } from '#checker/dsl';
import { action, brokers, presumedLeaders } from '../../broker.js';
import type { Rules } from '../../rules.js';
import { NO_EPOCH } from '../../state.js';
import { brokerName } from '../../tells.js';

/**
 * A leader takes a follower out of the ISR that has not had all of the log for replica.lag.time.max.ms. In the model any
 * follower that lacks something may have lacked it for that long.
 *
 * Kafka may take out several at once. That is several such steps with nothing in between, and as many of a limit on them.
 * Partition.maybeShrinkIsr, getOutOfSyncReplicas.
 */
export const leaderShrinkIsr = (rules: Rules) => {
  const changeIsr = rules.isrChange.begin(rules);
  return action({
    choose: { leader: presumedLeaders, follower: brokers },

    when: ({ leader, follower }, s) =>
      follower.id !== leader.id &&
      has(leader.asLeader.isr, follower) &&
      rules.mayLeaveIsr(leader.asLeader.followers[follower.id]!.endOffset, leader) &&
      rules.isrChange.mayBegin(leader, s),

    then: ({ leader, follower }, s) => changeIsr(leader, minus(leader.asLeader.isr, follower), NO_EPOCH, s),

    says: ({ leader, follower }) =>
      `${brokerName(leader.id)} finds that ${brokerName(follower.id)} has fallen behind`,
  });
};
