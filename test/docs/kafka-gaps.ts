import {
  actionsOf,
  each,
  mapOf,
  optional,
  protocol,
  record,
  upTo,
  type Action,
  type StateOf,
} from '#checker/dsl';
import { presumesLeadership } from '#model/delivery/broker';
import { cluster } from '#model/delivery/cluster';
import { canFetch } from '#model/delivery/fetch';
import { advanceHighWatermark } from '#model/delivery/high-watermark';
import { endOffsetFor, latestEpoch } from '#model/delivery/log';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import type { Rules } from '#model/delivery/rules';
import {
  bounds,
  brokers,
  delivery,
  initial,
  logSize,
  NO_EPOCH,
  type ReadBroker,
} from '#model/delivery/state';
import { tells } from '#model/delivery/tells';

/** What Kafka 4.1.1 does and no protocol has, as docs/kafka.md says, tried out. */

const withReads = record(
  {
    ...delivery.fields,
    reads: mapOf(brokers, record({ of: mapOf(brokers, optional({ fetchOffset: upTo(logSize) })) })),
  },
  bounds,
);
type Reading = StateOf<typeof withReads>;
const reading = actionsOf<Reading>();
const anyBroker = each((s: Reading) => s.brokers);

const isPrefix = (follower: ReadBroker, leader: ReadBroker): boolean => {
  const newest = latestEpoch(follower);
  const end = endOffsetFor(leader, newest);
  if (newest === NO_EPOCH) return true;
  return end !== undefined && end.epoch === newest && end.offset >= follower.log.endOffset;
};
/** Partition.fetchRecords, up to where it gives the lock back: the epoch is looked at, and records are read. */
const leaderReadRecords = (rules: Rules) => {
  const mayFetch = canFetch(rules);
  return reading({
    choose: { follower: anyBroker },
    when: ({ follower }, s) => {
      const { leader } = follower.metadata;
      return (
        mayFetch(follower, s) &&
        !s.reads[leader]!.of[follower.id]!.present &&
        isPrefix(follower, s.brokers[leader]!)
      );
    },
    then: ({ follower }, { reads }) =>
      reads[follower.metadata.leader]!.of[follower.id]!.put({ fetchOffset: follower.log.endOffset }),
    says: ({ follower }) => `broker ${follower.metadata.leader} reads for broker ${follower.id}`,
  });
};
/** Partition.updateFollowerFetchState, under a lock of its own: no epoch is looked at. */
const leaderNoteFetch = (rules: Rules) => {
  const advance = advanceHighWatermark(rules);
  return reading({
    choose: { leader: anyBroker, follower: anyBroker },
    when: ({ leader, follower }, { reads }) => reads[leader.id]!.of[follower.id]!.present,
    then: ({ leader, follower }, s) => {
      const read = s.reads[leader.id]!.of[follower.id]!;
      leader.asLeader.followers[follower.id]!.endOffset = read.fetchOffset;
      read.clear();
      advance(leader, s);
    },
    says: ({ leader, follower }) => `broker ${leader.id} notes what it read for broker ${follower.id}`,
  });
};
/** Who follows, or stops, forgets its followers, and what it reads for them (Partition.makeFollower). */
const forgetsReads =
  (make: (rules: Rules) => Action<Reading>) =>
  (rules: Rules): Action<Reading> => {
    const action = make(rules);
    return {
      ...action,
      then: (chosen, s) => {
        action.then(chosen, s);
        for (const leader of s.brokers)
          if (!presumesLeadership(leader)) for (const read of s.reads[leader.id]!.of) read.clear();
      },
    };
  };
const { brokerApplyMetadata } = asDesigned.actions;
/** Leadership moves three times, and a leader reads for a fetch under one lock, and notes it under another. */
export const twoLocks = cluster(
  protocol({
    bounds,
    schema: withReads,
    initial,
    rules: asDesigned.rules,
    tells,
    actions: {
      ...asDesigned.actions,
      brokerApplyMetadata: forgetsReads(brokerApplyMetadata!),
      leaderReadRecords,
      leaderNoteFetch,
    },
  }),
  { brokers: 3 },
  { controllerElectLeader: 3 },
);
