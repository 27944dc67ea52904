/**
 * What there is of the models to write properties and protocols with: variables, what is said of them, and the rules that
 * a protocol may change. `tidemark/kafka` hands it on.
 */
export * from '#model/replication/admission';
export * from '#model/replication/log';
export {
  isTrueLeader,
  presumesCommitted,
  presumesLeadership,
  sameEpochBelow,
  sameLeader,
  sameLeaderEpoch,
  type Fence,
} from '#model/replication/replica';
export type { Rules as ReplicationRules } from '#model/replication/rules';
export {
  NO_EPOCH,
  NO_LEADER,
  replication,
  type ReadReplica,
  type Replica,
  type State as ReplicationState,
} from '#model/replication/state';
export * from '#model/replication/truncation';

// Of delivery: what properties speak of, and the rules that a protocol may change. Where replication has the same names,
// they are in a namespace for each module.
export * from '#model/delivery/acknowledged';
export { cluster, type Budget } from '#model/delivery/cluster';
export * from '#model/delivery/history';
export type {
  Acks,
  AlterPartition,
  Fence as DeliveryFence,
  IsrChange,
  Refusal,
  Rules as DeliveryRules,
} from '#model/delivery/rules';
export {
  delivery,
  minIsr,
  NOBODY_LEADS,
  UNKNOWN_OFFSET,
  type Broker,
  type Controller,
  type ReadBroker,
  type ReadController,
  type State as DeliveryState,
} from '#model/delivery/state';
export { fromCheckpoint, fromZero } from '#model/delivery/actions/broker/stop';
export { underAcksOne } from '#model/delivery/actions/producer/send';
export * as deliveryBroker from '#model/delivery/broker';
export * as deliveryFetch from '#model/delivery/fetch';
export * as deliveryHighWatermark from '#model/delivery/high-watermark';
export * as deliveryIsrChange from '#model/delivery/isr-change';
export * as deliveryLog from '#model/delivery/log';
export * as deliveryMetadata from '#model/delivery/metadata';
export * as deliveryPartition from '#model/delivery/partition-change';
export * as deliveryPurgatory from '#model/delivery/purgatory';
export * as deliveryTruncation from '#model/delivery/truncation';

// Its slices, which have more variables.
export {
  atAnyVersion,
  atNewVersion,
} from '#model/delivery/alter-partition-answered/actions/leader-apply-known-version';
export type { AnswerRules } from '#model/delivery/alter-partition-answered/rules';
export { alterPartitionAnswered } from '#model/delivery/alter-partition-answered/state';
export { anyLater, inOrder } from '#model/delivery/metadata-in-order/actions/broker-apply-version';
export type { VersionRules } from '#model/delivery/metadata-in-order/rules';
export { metadataInOrder } from '#model/delivery/metadata-in-order/state';
export {
  anyReplica,
  knownCommitted,
  logEnd,
  presumedLeader,
} from '#model/delivery/reader/actions/consumer-read';
export type { ReaderRules } from '#model/delivery/reader/rules';
export { withReader } from '#model/delivery/reader/state';
export { sameOffset, sameOffsetAndEpoch } from '#model/delivery/reply-in-flight/actions/follower-take-reply';
export type { ReplyRules } from '#model/delivery/reply-in-flight/rules';
export { replyInFlight } from '#model/delivery/reply-in-flight/state';
