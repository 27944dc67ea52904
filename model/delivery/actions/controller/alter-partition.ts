import { each, NOBODY } from '#checker/dsl';
import { setText } from '../../../words.js';
import { action, presumesLeadership } from '../../broker.js';
import { advanceHighWatermark } from '../../high-watermark.js';
import { hasEpochsLeft } from '../../room.js';
import type { Rules } from '../../rules.js';
import type { State } from '../../state.js';
import { brokerName } from '../../tells.js';

/**
 * The controller decides on an AlterPartition request. If nothing is wrong with it, the ISR is what it asks for, and the
 * leader learns that as metadata, whenever it applies that version. (Kafka's may learn it from the answer, and get that
 * version as metadata later: alter-partition-answered/.) If a member is ineligible, the leader takes its proposal back, and
 * raises its high watermark, with which Kafka waits for the next reason to. In all other cases the leader goes on with both
 * ISRs in mind, until it has learned what happened.
 *
 * Left out is what cannot be: a sender with an old broker epoch, or that does not lead, is one with an old leader epoch;
 * one that knows more than the controller.
 * ReplicationControlManager.alterPartition, Partition.handleAlterPartitionError.
 */
export const controllerAlterPartition = (rules: Rules) => {
  const advance = advanceHighWatermark(rules);
  return action({
    choose: { request: each((s: State) => s.alterPartitions) },

    room: { partitionEpochs: hasEpochsLeft },

    then: ({ request }, s) => {
      const { controller } = s;
      const { leader: sender, leaderEpoch, isr } = request;
      const refusal = rules.refusals.find(({ applies }) => applies(request, controller));
      s.alterPartitions.remove(request);
      if (refusal === undefined) {
        controller.isr = isr;
        controller.partitionEpoch++;
        return;
      }
      const leader = s.brokers[sender]!;
      const isPending = presumesLeadership(leader) && leader.metadata.leaderEpoch === leaderEpoch;
      if (!refusal.rollsBack || !isPending || leader.asLeader.proposedIsr !== isr) return;
      leader.asLeader.proposedIsr = NOBODY;
      advance(leader, s);
    },

    says: ({ request }, { controller }) => {
      const refusal = rules.refusals.find(({ applies }) => applies(request, controller));
      const asked = `${brokerName(request.leader)} the ISR ${setText(request.isr)}`;
      return refusal
        ? `the controller refuses ${asked} (${refusal.error})`
        : `the controller grants ${asked}`;
    },
  });
};
