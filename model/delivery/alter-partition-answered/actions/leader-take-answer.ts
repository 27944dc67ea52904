import { actionsOf, each, NOBODY } from '#checker/dsl';
import { advanceHighWatermark } from '../../high-watermark.js';
import { NO_EPOCH } from '../../state.js';
import { brokerName } from '../../tells.js';
import type { AnswerRules } from '../rules.js';
import type { State } from '../state.js';

const action = actionsOf<State>();

/**
 * The answer to an AlterPartition request arrives, before the metadata: the leader knows the new version, whatever the
 * controller has done since, and may propose another ISR. An answer that is lost is one that never arrives: the request
 * is sent again and refused, or the metadata is there first.
 * Partition.handleAlterPartitionUpdate.
 */
export const leaderTakeAnswer = (rules: AnswerRules) => {
  const advance = advanceHighWatermark(rules);
  return action({
    choose: { leader: each((s: State) => s.brokers) },

    when: ({ leader }, { answers }) => answers[leader.id]!.granted !== NO_EPOCH,

    then: ({ leader }, s) => {
      const answer = s.answers[leader.id]!;
      leader.asLeader.isr = leader.asLeader.proposedIsr;
      leader.asLeader.proposedIsr = NOBODY;
      leader.metadata.partitionEpoch = answer.granted;
      answer.taken = answer.granted;
      answer.granted = NO_EPOCH;
      advance(leader, s);
    },

    says: ({ leader }) => `${brokerName(leader.id)} gets the answer to its AlterPartition request`,
  });
};
