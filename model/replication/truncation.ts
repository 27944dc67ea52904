import { endOffsetForEpoch, lastMatchingOffset, latestEpoch } from './log.js';
import { presumesLeadership } from './replica.js';
import type { ReadReplica } from './state.js';

/** To which end offset a replica that becomes a follower cuts its log. */
export type Truncation = (follower: ReadReplica, leader: ReadReplica) => number;

/** Before KIP-101: to what the follower knows to be committed. */
export const toHighWatermark: Truncation = (follower) => follower.highWatermark;

/**
 * KIP-101: to where the leader's log leaves the epoch of the follower's last record.
 *
 * As published in Kip101.tla: the leader's log may reach further than the follower's in that epoch, and then there is
 * no such place in the follower's log, so that it cannot become a follower at all.
 */
export const toEndOffsetForEpoch: Truncation = (follower, leader) =>
  follower.log.endOffset === 0
    ? 0
    : (endOffsetForEpoch(latestEpoch(follower.log), leader.log) ?? follower.highWatermark);

/** The same as Kafka has it: no further than the follower's own end. `AbstractFetcherThread.getOffsetTruncationState`. */
export const toEndOffsetForEpochOrOwnEnd: Truncation = (follower, leader) =>
  Math.min(toEndOffsetForEpoch(follower, leader), follower.log.endOffset);

/** KIP-279: to the end of the last record that both have. */
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
