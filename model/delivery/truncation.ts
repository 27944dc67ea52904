import { endOffsetFor, earliestEpoch, latestEpoch, startOfNextEpoch, type EpochEnd } from './log.js';
import { NO_EPOCH, type ReadBroker } from './state.js';

/** Where a follower cuts its log, and whether it is done then, or has to ask again. */
export interface Truncation {
  readonly offset: number;
  readonly completed: boolean;
}
/** What a new follower makes of what its leader says of the newest epoch in the follower's log. */
export type LookUp = (follower: ReadBroker, leader: ReadBroker) => Truncation;

/** Up to 0.10: every new follower cuts its log to its own high watermark, before it talks to anybody. */
export const atHighWatermark = (follower: ReadBroker): number => follower.highWatermark;
/** Since 0.11 nobody cuts a log without having asked. */
export const nowhere = (follower: ReadBroker): number => follower.log.endOffset;

/**
 * KIP-101 (0.11): to where the leader's log leaves the follower's newest epoch, which is where its first later epoch
 * starts. Where the leader knows no later one, or none so early, the follower falls back to its high watermark.
 */
export const byStartOfNextEpoch: LookUp = (follower, leader) => {
  const epoch = latestEpoch(follower);
  const end =
    epoch === latestEpoch(leader)
      ? leader.log.endOffset
      : epoch < earliestEpoch(leader)
        ? undefined
        : startOfNextEpoch(leader, epoch);
  return { offset: Math.min(end ?? follower.highWatermark, follower.log.endOffset), completed: true };
};

/**
 * KIP-279, the follower's half (AbstractFetcherThread.getOffsetTruncationState): the leader also says which epoch it is
 * that ends there. A follower that has that epoch cuts where the first of both ends; one that has not cuts to the end of
 * the last epoch that it has before it, and asks again.
 */
export function truncationTo(follower: ReadBroker, leaderEnd: EpochEnd): Truncation {
  const { endOffset } = follower.log;
  const own = endOffsetFor(follower, leaderEnd.epoch);
  if (own === undefined) return { offset: Math.min(leaderEnd.offset, endOffset), completed: true };
  if (own.epoch !== leaderEnd.epoch) return { offset: Math.min(own.offset, endOffset), completed: false };
  return { offset: Math.min(own.offset, leaderEnd.offset, endOffset), completed: true };
}

/** KIP-279, as of 2.0.1: see above. A leader that cannot tell leaves the follower to its high watermark. */
export const byLastCommonEpoch: LookUp = (follower, leader) => {
  const end = endOffsetFor(leader, latestEpoch(follower));
  return end === undefined
    ? { offset: Math.min(follower.highWatermark, follower.log.endOffset), completed: true }
    : truncationTo(follower, end);
};

/**
 * Whether there is anything to ask about. Kafka cuts a log without epochs to its high watermark; here such a log is
 * empty.
 */
export const hasEpochs = (follower: ReadBroker): boolean => latestEpoch(follower) !== NO_EPOCH;

/** Since 2.1 a follower starts anew in every leader epoch (KIP-320); 2.0.1 does where it missed one (KAFKA-7164). */
export const inEveryEpoch = (): boolean => true;
/** Up to 2.0.0 only if another leads than it knows of. */
export const underAnotherLeader = (newLeader: number, oldLeader: number): boolean => newLeader !== oldLeader;
