import { sizeOf } from '#checker/dsl';
import type { Rules } from './rules.js';
import { minIsr, type Broker, type State } from './state.js';

/**
 * Produces under acks=all wait for an answer at the broker that appended them. They wait for the high watermark to pass
 * an *offset*: what stands there is not asked.
 */

const NOWHERE = -1;

/** The produce of a record waits until the high watermark has passed all that the log holds now. */
export function park(record: number, leader: Broker, { purgatory }: State): void {
  purgatory[record]!.broker = leader.id;
  purgatory[record]!.requiredOffset = leader.log.endOffset;
}

const dismiss = (produce: State['purgatory'][number]): void => {
  produce.broker = NOWHERE;
  produce.requiredOffset = 0;
};

/**
 * A leader whose high watermark has risen answers the produces that it has passed: success, if enough replicas are in
 * sync at that moment, and else NOT_ENOUGH_REPLICAS_AFTER_APPEND, which is the last word even if the ISR grows again.
 * Nothing else has them looked at: not a change of the ISR, and not a new leader epoch, of which they know nothing.
 *
 * Kafka looks a moment after the high watermark has risen, here it is the same moment: since 3.7, where nothing is
 * committed below the minimum, that error comes of this moment alone, and here never.
 *
 * That a produce can time out is left out: it would only be acknowledged less often.
 * DelayedProduce.tryComplete, Partition.checkEnoughReplicasReachOffset.
 */
export const answerProduces =
  ({ acknowledgingReplicas }: Rules) =>
  (leader: Broker, { purgatory, history, bounds }: State): void => {
    for (const produce of purgatory) {
      if (produce.broker !== leader.id || produce.requiredOffset > leader.highWatermark) continue;
      if (sizeOf(acknowledgingReplicas(leader)) >= minIsr(bounds))
        history.acknowledged[produce.id]!.offset = produce.requiredOffset - 1;
      dismiss(produce);
    }
  };

/**
 * All that wait at a broker are told that it does not lead (NOT_LEADER_OR_FOLLOWER), or, if it stops, nothing.
 * ReplicaManager.completeDelayedOperationsWhenNotPartitionLeader.
 */
export function failProduces(broker: Broker, { purgatory }: State): void {
  for (const produce of purgatory) if (produce.broker === broker.id) dismiss(produce);
}

/** Since 0.10 produces fail when their broker becomes a follower (KAFKA-2960); one that is elected again goes on. */
export const whenDemoted = (leads: boolean): boolean => !leads;
/** Up to 0.9 they wait on, whoever leads. */
export const never = (): boolean => false;
/** PR 633 (KAFKA-1148), never merged: a produce knows its leader epoch, and fails in any other. */
export const inEveryNewEpoch = (): boolean => true;
