import { difference, idsIn, NOBODY, type IdSet } from '#checker/dsl';
import { advanceHighWatermark } from './high-watermark.js';
import type { AlterPartition, IsrChange, Refusal } from './rules.js';
import { NO_EPOCH, type ReadBroker } from './state.js';

/**
 * Whether the high watermark and the start of the leader's epoch are behind it (Partition.isFollowerInSync; KAFKA-7128,
 * 2.0.1).
 */
export const reachedLeaderEpoch = (endOffset: number, leader: ReadBroker): boolean =>
  endOffset >= leader.highWatermark && endOffset >= leader.asLeader.leaderEpochStartOffset;
/** Up to 2.0.0 the high watermark alone, which a new leader has yet to learn. */
export const reachedHighWatermark = (endOffset: number, leader: ReadBroker): boolean =>
  endOffset >= leader.highWatermark;

/** Since 2.1: whoever has all of the log stays, for however long it has not fetched (ReplicaState.isCaughtUp). */
export const lacksRecords = (endOffset: number, leader: ReadBroker): boolean =>
  endOffset !== leader.log.endOffset;
/** Up to 2.0 also one that has all of it, if it has not fetched in time (KAFKA-7152). */
export const whoeverIsLate = (): boolean => true;

/** What a leader asks for is in the request. */
const requestOf = (leader: ReadBroker, isr: IdSet, joinerEpoch: number): AlterPartition => ({
  leader: leader.id,
  leaderEpoch: leader.metadata.leaderEpoch,
  partitionEpoch: leader.metadata.partitionEpoch,
  isr,
  joinerEpoch,
});

/**
 * Since 2.7 (KIP-497): the leader sends an AlterPartition request to the controller, and no second one before that is
 * settled. It is sent until it is answered. That there is one in flight at most, whoever sent it, is the model's: a
 * zombie's has to be refused before the new leader sends its own, which the controller may do at any time.
 * Partition.prepareIsrExpand, prepareIsrShrink, submitAlterPartition.
 */
export const byAlterPartition: IsrChange = {
  mayBegin: ({ asLeader }, { alterPartitions }) => asLeader.proposedIsr === NOBODY && !alterPartitions.isFull,
  begin: () => (leader, isr, joinerEpoch, s) => {
    leader.asLeader.proposedIsr = isr;
    s.alterPartitions.add(requestOf(leader, isr, joinerEpoch));
  },
};

/**
 * Up to 2.6: the leader writes the partition's state in ZooKeeper itself, if nobody has written since it last read it.
 * Nobody asks whether the one who joins is alive.
 * Partition.expandIsr and shrinkIsr of 2.6.
 */
export const byConditionalWrite: IsrChange = {
  mayBegin: () => true,
  begin: (rules) => {
    const advance = advanceHighWatermark(rules);
    return (leader, isr, joinerEpoch, s) => {
      const { controller } = s;
      const request = requestOf(leader, isr, joinerEpoch);
      if (invalidUpdateVersion.applies(request, controller)) return;
      controller.isr = isr;
      controller.partitionEpoch++;
      leader.asLeader.isr = isr;
      leader.metadata.partitionEpoch = controller.partitionEpoch;
      advance(leader, s);
    };
  },
};

/**
 * The request is of a leader epoch that is over. The leader will learn of the next (validateAlterPartitionData, as the
 * next one).
 */
export const fencedLeaderEpoch: Refusal = {
  error: 'FENCED_LEADER_EPOCH',
  applies: ({ leaderEpoch }, controller) => leaderEpoch < controller.leaderEpoch,
  rollsBack: false,
};
/** The partition has changed since the version that the leader knew. */
export const invalidUpdateVersion: Refusal = {
  error: 'INVALID_UPDATE_VERSION',
  applies: ({ partitionEpoch }, controller) => partitionEpoch < controller.partitionEpoch,
  rollsBack: false,
};
/**
 * The one that would join is fenced (KIP-841), or has registered anew since it fetched what its leader speaks of
 * (KIP-903).
 *
 * Kafka asks that of all members. With equal partition epochs it can only be so of the new one, if leaders forget their
 * followers; one that remembers may have an old epoch of another member. Its request is refused too, and made again.
 * ReplicationControlManager.ineligibleReplicasForIsr.
 */
export const ineligibleReplica: Refusal = {
  error: 'INELIGIBLE_REPLICA',
  applies: ({ isr, joinerEpoch }, controller) =>
    joinerEpoch !== NO_EPOCH &&
    idsIn(difference(isr, controller.isr)).some((joiner) => {
      const { fenced, epoch } = controller.brokers[joiner]!;
      return fenced || epoch !== joinerEpoch;
    }),
  rollsBack: true,
};
