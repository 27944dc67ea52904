import { has, plus } from '#checker/dsl';
import { presumesLeadership } from './broker.js';
import { advanceHighWatermark } from './high-watermark.js';
import { append, endOffsetFor, latestEpoch, truncate } from './log.js';
import type { Rules } from './rules.js';
import { NO_EPOCH, NOBODY_LEADS, type Broker, type ReadBroker, type Seen, type State } from './state.js';

/** What a follower's fetch says. */
export interface FetchRequest {
  readonly follower: number;
  readonly fetchOffset: number;
  /** The newest epoch of the follower's log (KIP-595; followers of partitions send it since 2.8, KAFKA-10554). */
  readonly lastFetchedEpoch: number;
  /** In which life the follower asks (KIP-903). */
  readonly brokerEpoch: number;
}
/**
 * What the leader answers: a record, if there is one, and a high watermark; or that the logs fork, and where the
 * leader's leaves that epoch; or that it has nothing there, and where its log ends.
 */
export interface FetchReply {
  readonly kind: 'records' | 'diverging' | 'outOfRange';
  readonly record: number;
  readonly epoch: number;
  readonly offset: number;
}
const NO_RECORD = -1;

/**
 * Whether a follower has somebody to fetch from, who answers. A leader that does not answer (FENCED_LEADER_EPOCH,
 * UNKNOWN_LEADER_EPOCH, NOT_LEADER_OR_FOLLOWER) notes nothing either, so that such a fetch is no step.
 * Partition.localLogWithEpochOrThrow.
 */
export const canFetch =
  ({ answersFetch }: Rules) =>
  (follower: ReadBroker, { brokers }: Seen): boolean => {
    const { leader } = follower.metadata;
    if (!follower.running || follower.asFollower.truncating) return false;
    if (leader === NOBODY_LEADS || leader === follower.id) return false;
    return presumesLeadership(brokers[leader]!) && answersFetch(follower, brokers[leader]!);
  };
/** Since 2.1 (KIP-320): a fetch names the follower's leader epoch, and only a leader in the same one answers. */
export const sameLeaderEpoch = (follower: ReadBroker, leader: ReadBroker): boolean =>
  follower.metadata.leaderEpoch === leader.metadata.leaderEpoch;
/** Up to 2.0 whoever leads answers whoever asks. */
export const anyLeaderEpoch = (): boolean => true;

/**
 * A fetch that is read in the moment in which it is sent. The broker epoch is that of the follower's registration, which
 * it knows.
 */
export const fetchOf = (follower: ReadBroker, { controller }: Seen): FetchRequest => ({
  follower: follower.id,
  fetchOffset: follower.log.endOffset,
  lastFetchedEpoch: latestEpoch(follower),
  brokerEpoch: controller.brokers[follower.id]!.epoch,
});

/**
 * The leader's half of a fetch (Partition.fetchRecords). Kafka looks at the leader epoch under a lock, and counts the fetch
 * under the next: what slips in between is not safe, and left out (docs/kafka.md, D2).
 *
 * The high watermark in the answer is the one from before this very fetch was counted (KAFKA-7104). A fetch that finds
 * nothing new waits at the leader for a while, and its answer then has a newer one: that is a fetch whose answer was lost,
 * and another one.
 */
export const answerFetch = (rules: Rules) => {
  const read = readRecords(rules);
  const update = updateFollowerFetchState(rules);
  return (request: FetchRequest, leader: Broker, s: State): FetchReply => {
    const reply = read(request, leader);
    if (reply.kind === 'records' || (reply.kind === 'diverging' && rules.countsForkedFetch))
      update(request, leader, s);
    return reply;
  };
};

/**
 * What the leader has for a follower (Partition.readRecords, LocalLog.read). It notes nothing.
 *
 * One record at a time: Kafka sends as much as fits. So a follower that has several records of which its leader has
 * counted none is not in the model, and in logs of two a story may take a fetch more.
 */
const readRecords =
  ({ fetchNamesEpoch }: Rules) =>
  ({ fetchOffset, lastFetchedEpoch }: FetchRequest, leader: ReadBroker): FetchReply => {
    const { log, highWatermark } = leader;
    const outOfRange = {
      kind: 'outOfRange',
      record: NO_RECORD,
      epoch: NO_EPOCH,
      offset: log.endOffset,
    } as const;
    if (fetchNamesEpoch && lastFetchedEpoch !== NO_EPOCH) {
      const end = endOffsetFor(leader, lastFetchedEpoch);
      if (end === undefined) return outOfRange;
      if (end.epoch < lastFetchedEpoch || end.offset < fetchOffset)
        return { kind: 'diverging', record: NO_RECORD, ...end };
    }
    if (fetchOffset > log.endOffset) return outOfRange;
    const { record, epoch } =
      fetchOffset < log.endOffset ? log.at(fetchOffset) : { record: NO_RECORD, epoch: NO_EPOCH };
    return { kind: 'records', record, epoch, offset: highWatermark };
  };

/**
 * What the leader notes of a fetch (Partition.updateFollowerFetchState): how far the follower is, that it may join the
 * ISR now, if it may, and what has become committed by that.
 *
 * Kafka's leader also looks into its own metadata: it refuses a fetch of a broker epoch that it knows to be over, and
 * proposes nobody whom it takes for fenced (Replica.updateFetchStateOrThrow, Partition.isReplicaIsrEligible). The model
 * leaves that to the controller, which asks again, and whose metadata is newer. So it proposes more, and its high
 * watermark waits for more, until what is refused is taken back.
 * Partition.maybeExpandIsr, canAddReplicaToIsr.
 */
const updateFollowerFetchState = (rules: Rules) => {
  const advance = advanceHighWatermark(rules);
  const changeIsr = rules.isrChange.begin(rules);
  return ({ follower, fetchOffset, brokerEpoch }: FetchRequest, leader: Broker, s: State): void => {
    const { asLeader } = leader;
    const known = asLeader.followers[follower]!;
    const moved = known.endOffset !== fetchOffset;
    known.endOffset = fetchOffset;
    if (
      !has(asLeader.isr, follower) &&
      rules.mayJoinIsr(fetchOffset, leader) &&
      rules.isrChange.mayBegin(leader, s)
    )
      changeIsr(leader, plus(asLeader.isr, follower), brokerEpoch, s);
    if (moved) advance(leader, s);
  };
};

/**
 * The follower's half (AbstractFetcherThread.processFetchRequest, ReplicaFetcherThread.processPartitionData): it appends
 * the record and takes over the high watermark, which may be lower than its own; or it cuts its log, and nothing else.
 *
 * One that is out of range asks where the leader's log ends, in a request of its own (fetchOffsetAndTruncate), when it
 * may have moved; here the answer has it.
 */
export const processReply =
  (rules: Rules) =>
  (follower: Broker, { kind, record, epoch, offset }: FetchReply): void => {
    if (kind === 'diverging') {
      truncate(follower, rules.truncationOnFetch(follower, { epoch, offset }).offset);
    } else if (kind === 'outOfRange') {
      if (offset < follower.log.endOffset) truncate(follower, offset);
    } else {
      if (record !== NO_RECORD) {
        append(follower, { record, epoch });
        if (rules.flushesEveryRecord) follower.flushedOffset = follower.log.endOffset;
      }
      follower.highWatermark = Math.min(offset, follower.log.endOffset);
    }
  };
