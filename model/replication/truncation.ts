import { endOffsetForEpoch, lastMatchingOffset, latestEpoch } from './log.js';
import { presumesLeadership } from './replica.js';
import type { ReadReplica } from './state.js';

/** To which end offset a replica that becomes a follower cuts its log. */
export type Truncation = (follower: ReadReplica, leader: ReadReplica) => number;

/** Before KIP-101: to what the follower knows to be committed. */
export const toHighWatermark: Truncation = (follower) => follower.highWatermark;

/**
 * KIP-101: to where the leader's log leaves the epoch of the follower's last record. If the leader's log is empty, or has
 * no later epoch, there is no answer, and the follower falls back on its own high watermark.
 *
 * As published in Kip101.tla, where the end that the leader names may lie past the follower's own. Then the follower
 * cannot take that request.
 */
export const toEndOffsetForEpoch: Truncation = (follower, leader) =>
  follower.log.endOffset === 0
    ? 0
    : (endOffsetForEpoch(latestEpoch(follower.log), leader.log) ?? follower.highWatermark);

/**
 * The same, but that the follower never cuts past its own end, as Kafka has it: `ReplicaFetcherThread.maybeTruncate` in
 * 0.11 and 1.x. What else Kafka does is left out: its epoch cache answers "undefined" also for an epoch older than its
 * first, where this rule cuts to 0.
 */
export const toEndOffsetForEpochOrOwnEnd: Truncation = (follower, leader) =>
  Math.min(toEndOffsetForEpoch(follower, leader), follower.log.endOffset);

/**
 * KIP-279: to the end of the last record that both have at the same offset.
 *
 * As published, with sight of both logs. Kafka finds the place from leader epochs alone, in rounds of
 * OffsetsForLeaderEpoch requests.
 */
export const toLastMatchingOffset: Truncation = (follower, leader) =>
  lastMatchingOffset(follower.log, leader.log);

/** The first try at KIP-320: not now, but once the follower hears from its leader, in an action of its own. */
export const nowhere: Truncation = (follower) => follower.log.endOffset;

/** Whether a follower may look at this leader's log to truncate its own, on a request of this leader epoch. */
export type TruncatesAgainst = (leader: ReadReplica, requestEpoch: number) => boolean;
/** In whatever state that leader is: it may have heard of another epoch, or not of this one yet. */
export const leaderInAnyEpoch: TruncatesAgainst = () => true;
/** KIP-320: only once the leader leads in that very epoch. */
export const leaderInRequestEpoch: TruncatesAgainst = (leader, requestEpoch) =>
  presumesLeadership(leader) && leader.leaderEpoch === requestEpoch;
