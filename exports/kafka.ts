/** Kafka's protocols, and what must hold of them, known by the names that the command line has for them. */
import { register } from '#checker/library';
import asyncIsr from '#model/replication/protocols/async-isr';
import kip101OwnEnd from '#model/replication/protocols/kip-101-own-end';
import kip101 from '#model/replication/protocols/kip-101';
import kip279 from '#model/replication/protocols/kip-279';
import kip320FirstTry from '#model/replication/protocols/kip-320-first-try';
import kip320StartOffset from '#model/replication/protocols/kip-320-start-offset';
import kip320 from '#model/replication/protocols/kip-320';
import truncateToHighWatermark from '#model/replication/protocols/truncate-to-high-watermark';
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
    'async-isr': asyncIsr,
    'kip-101-own-end': kip101OwnEnd,
    'kip-101': kip101,
    'kip-279': kip279,
    'kip-320-first-try': kip320FirstTry,
    'kip-320-start-offset': kip320StartOffset,
    'kip-320': kip320,
    'truncate-to-high-watermark': truncateToHighWatermark,
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
  asyncIsr,
  kip101OwnEnd,
  kip101,
  kip279,
  kip320FirstTry,
  kip320StartOffset,
  kip320,
  truncateToHighWatermark,
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
