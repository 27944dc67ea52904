/** Kafka's protocols, and what must hold of them, known by the names that the command line has for them. */
import { register } from '#checker/library';
import kafka010 from '#model/delivery/protocols/kafka-0.10';
import kafka21 from '#model/delivery/protocols/kafka-2.1';
import kafkaAcks1 from '#model/delivery/protocols/kafka-acks-1';
import kafkaAlterPartitionAnswered from '#model/delivery/protocols/kafka-alter-partition-answered';
import kafkaAsDesigned from '#model/delivery/protocols/kafka-as-designed';
import kafkaAsShipped from '#model/delivery/protocols/kafka-as-shipped';
import kafkaMetadataInOrder from '#model/delivery/protocols/kafka-metadata-in-order';
import kafkaReplyInFlight from '#model/delivery/protocols/kafka-reply-in-flight';
import kafkaWithReader from '#model/delivery/protocols/kafka-with-reader';
import kafkaWithUncleanElection from '#model/delivery/protocols/kafka-with-unclean-election';
import asyncIsr from '#model/replication/protocols/async-isr';
import kip101OwnEnd from '#model/replication/protocols/kip-101-own-end';
import kip101 from '#model/replication/protocols/kip-101';
import kip279 from '#model/replication/protocols/kip-279';
import kip320FirstTry from '#model/replication/protocols/kip-320-first-try';
import kip320StartOffset from '#model/replication/protocols/kip-320-start-offset';
import kip320 from '#model/replication/protocols/kip-320';
import truncateToHighWatermark from '#model/replication/protocols/truncate-to-high-watermark';
import ackedByLeaderKept from '#properties/delivery/acked-by-leader-kept';
import ackedKept from '#properties/delivery/acked-kept';
import ackedSomewhere from '#properties/delivery/acked-somewhere';
import appendsNeedMinIsr from '#properties/delivery/appends-need-min-isr';
import candidateComplete from '#properties/delivery/candidate-complete';
import commitsNeedMinIsr from '#properties/delivery/commits-need-min-isr';
import committedDurable from '#properties/delivery/committed-durable';
import committedNeverLost from '#properties/delivery/committed-never-lost';
import committedOnAllIsr from '#properties/delivery/committed-on-all-isr';
import consistentReads from '#properties/delivery/consistent-reads';
import fencedLeaveIsr from '#properties/delivery/fenced-leave-isr';
import followerPrefix from '#properties/delivery/follower-prefix';
import isrCanRegrow from '#properties/delivery/isr-can-regrow';
import isrMemberCanTakeOver from '#properties/delivery/isr-member-can-take-over';
import joinsIsrComplete from '#properties/delivery/joins-isr-complete';
import leaderCanReturn from '#properties/delivery/leader-can-return';
import leaderCanReturnWithAnyReplica from '#properties/delivery/leader-can-return-with-any-replica';
import leaderCanReturnWithIsr from '#properties/delivery/leader-can-return-with-isr';
import leaderCanReturnWithoutIsr from '#properties/delivery/leader-can-return-without-isr';
import leaderCanReturnWithoutRestart from '#properties/delivery/leader-can-return-without-restart';
import leaderFromIsr from '#properties/delivery/leader-from-isr';
import leaderUniquePerEpoch from '#properties/delivery/leader-unique-per-epoch';
import logMatchingBelowHighWatermark from '#properties/delivery/log-matching-below-high-watermark';
import metadataEpochsMonotone from '#properties/delivery/metadata-epochs-monotone';
import minCopiesAtAck from '#properties/delivery/min-copies-at-ack';
import oneLeaderAtATime from '#properties/delivery/one-leader-at-a-time';
import orderWithinPartition from '#properties/delivery/order-within-partition';
import quorumSuperset from '#properties/delivery/quorum-superset';
import readersAgree from '#properties/delivery/readers-agree';
import readsGoOnBelowMinIsr from '#properties/delivery/reads-go-on-below-min-isr';
import shownOnAllIsr from '#properties/delivery/shown-on-all-isr';
import someLogIsCut from '#properties/delivery/some-log-is-cut';
import somePartitionWithoutLeader from '#properties/delivery/some-partition-without-leader';
import someRecordIsCommitted from '#properties/delivery/some-record-is-committed';
import stoppedCanLeaveIsr from '#properties/delivery/stopped-can-leave-isr';
import twoCopiesAtAck from '#properties/delivery/two-copies-at-ack';
import writesCanReturn from '#properties/delivery/writes-can-return';
import writesCanReturnWithoutRestart from '#properties/delivery/writes-can-return-without-restart';
import epochsMonotone from '#properties/replication/epochs-monotone';
import highWatermarkWithinLog from '#properties/replication/high-watermark-within-log';
import leaderInIsr from '#properties/replication/leader-in-isr';
import logEpochsMonotone from '#properties/replication/log-epochs-monotone';
import logMatching from '#properties/replication/log-matching';
import oneLeaderPerEpoch from '#properties/replication/one-leader-per-epoch';
import publishedLeaderInIsr from '#properties/replication/published-leader-in-isr';
import someFollowerTruncates from '#properties/replication/some-follower-truncates';
import someIsrRegrows from '#properties/replication/some-isr-regrows';
import someProposalIsTooLate from '#properties/replication/some-proposal-is-too-late';
import someRecordCommits from '#properties/replication/some-record-commits';
import someTwoPresumedLeaders from '#properties/replication/some-two-presumed-leaders';
import strongIsr from '#properties/replication/strong-isr';
import uniqueRecordIds from '#properties/replication/unique-record-ids';
import validHighWatermark from '#properties/replication/valid-high-watermark';
import weakIsr from '#properties/replication/weak-isr';

register(
  {
    'kafka-0.10': kafka010,
    'kafka-2.1': kafka21,
    'kafka-acks-1': kafkaAcks1,
    'kafka-alter-partition-answered': kafkaAlterPartitionAnswered,
    'kafka-as-designed': kafkaAsDesigned,
    'kafka-as-shipped': kafkaAsShipped,
    'kafka-metadata-in-order': kafkaMetadataInOrder,
    'kafka-reply-in-flight': kafkaReplyInFlight,
    'kafka-with-reader': kafkaWithReader,
    'kafka-with-unclean-election': kafkaWithUncleanElection,
    'async-isr': asyncIsr,
    'kip-101-own-end': kip101OwnEnd,
    'kip-101': kip101,
    'kip-279': kip279,
    'kip-320-first-try': kip320FirstTry,
    'kip-320-start-offset': kip320StartOffset,
    'kip-320': kip320,
    'truncate-to-high-watermark': truncateToHighWatermark,
    'acked-by-leader-kept': ackedByLeaderKept,
    'acked-kept': ackedKept,
    'acked-somewhere': ackedSomewhere,
    'appends-need-min-isr': appendsNeedMinIsr,
    'candidate-complete': candidateComplete,
    'commits-need-min-isr': commitsNeedMinIsr,
    'committed-durable': committedDurable,
    'committed-never-lost': committedNeverLost,
    'committed-on-all-isr': committedOnAllIsr,
    'consistent-reads': consistentReads,
    'fenced-leave-isr': fencedLeaveIsr,
    'follower-prefix': followerPrefix,
    'isr-can-regrow': isrCanRegrow,
    'isr-member-can-take-over': isrMemberCanTakeOver,
    'joins-isr-complete': joinsIsrComplete,
    'leader-can-return': leaderCanReturn,
    'leader-can-return-with-any-replica': leaderCanReturnWithAnyReplica,
    'leader-can-return-with-isr': leaderCanReturnWithIsr,
    'leader-can-return-without-isr': leaderCanReturnWithoutIsr,
    'leader-can-return-without-restart': leaderCanReturnWithoutRestart,
    'leader-from-isr': leaderFromIsr,
    'leader-unique-per-epoch': leaderUniquePerEpoch,
    'log-matching-below-high-watermark': logMatchingBelowHighWatermark,
    'metadata-epochs-monotone': metadataEpochsMonotone,
    'min-copies-at-ack': minCopiesAtAck,
    'one-leader-at-a-time': oneLeaderAtATime,
    'order-within-partition': orderWithinPartition,
    'quorum-superset': quorumSuperset,
    'readers-agree': readersAgree,
    'reads-go-on-below-min-isr': readsGoOnBelowMinIsr,
    'shown-on-all-isr': shownOnAllIsr,
    'some-log-is-cut': someLogIsCut,
    'some-partition-without-leader': somePartitionWithoutLeader,
    'some-record-is-committed': someRecordIsCommitted,
    'stopped-can-leave-isr': stoppedCanLeaveIsr,
    'two-copies-at-ack': twoCopiesAtAck,
    'writes-can-return': writesCanReturn,
    'writes-can-return-without-restart': writesCanReturnWithoutRestart,
    'epochs-monotone': epochsMonotone,
    'high-watermark-within-log': highWatermarkWithinLog,
    'leader-in-isr': leaderInIsr,
    'log-epochs-monotone': logEpochsMonotone,
    'log-matching': logMatching,
    'one-leader-per-epoch': oneLeaderPerEpoch,
    'published-leader-in-isr': publishedLeaderInIsr,
    'some-follower-truncates': someFollowerTruncates,
    'some-isr-regrows': someIsrRegrows,
    'some-proposal-is-too-late': someProposalIsTooLate,
    'some-record-commits': someRecordCommits,
    'some-two-presumed-leaders': someTwoPresumedLeaders,
    'strong-isr': strongIsr,
    'unique-record-ids': uniqueRecordIds,
    'valid-high-watermark': validHighWatermark,
    'weak-isr': weakIsr,
  },
  { isShipped: true },
);

export {
  kafka010,
  kafka21,
  kafkaAcks1,
  kafkaAlterPartitionAnswered,
  kafkaAsDesigned,
  kafkaAsShipped,
  kafkaMetadataInOrder,
  kafkaReplyInFlight,
  kafkaWithReader,
  kafkaWithUncleanElection,
  asyncIsr,
  kip101OwnEnd,
  kip101,
  kip279,
  kip320FirstTry,
  kip320StartOffset,
  kip320,
  truncateToHighWatermark,
  ackedByLeaderKept,
  ackedKept,
  ackedSomewhere,
  appendsNeedMinIsr,
  candidateComplete,
  commitsNeedMinIsr,
  committedDurable,
  committedNeverLost,
  committedOnAllIsr,
  consistentReads,
  fencedLeaveIsr,
  followerPrefix,
  isrCanRegrow,
  isrMemberCanTakeOver,
  joinsIsrComplete,
  leaderCanReturn,
  leaderCanReturnWithAnyReplica,
  leaderCanReturnWithIsr,
  leaderCanReturnWithoutIsr,
  leaderCanReturnWithoutRestart,
  leaderFromIsr,
  leaderUniquePerEpoch,
  logMatchingBelowHighWatermark,
  metadataEpochsMonotone,
  minCopiesAtAck,
  oneLeaderAtATime,
  orderWithinPartition,
  quorumSuperset,
  readersAgree,
  readsGoOnBelowMinIsr,
  shownOnAllIsr,
  someLogIsCut,
  somePartitionWithoutLeader,
  someRecordIsCommitted,
  stoppedCanLeaveIsr,
  twoCopiesAtAck,
  writesCanReturn,
  writesCanReturnWithoutRestart,
  epochsMonotone,
  highWatermarkWithinLog,
  leaderInIsr,
  logEpochsMonotone,
  logMatching,
  oneLeaderPerEpoch,
  publishedLeaderInIsr,
  someFollowerTruncates,
  someIsrRegrows,
  someProposalIsTooLate,
  someRecordCommits,
  someTwoPresumedLeaders,
  strongIsr,
  uniqueRecordIds,
  validHighWatermark,
  weakIsr,
};

// What is said of Kafka, where it holds and where it breaks: `tidemark claims --dir` shows those of a folder.
export { claim, type BreakingSide, type Claim, type NotYet, type Shown, type Side } from '#scenarios/claim';
export * from '#model/exported';
