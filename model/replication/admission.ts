import { startOffsetOfEpoch } from './log.js';
import type { ReadReplica } from './state.js';

/** How far a follower must have come to join the ISR. */
export type Admission = (follower: ReadReplica, leader: ReadReplica) => boolean;

/** To the leader's high watermark. */
export const reachedHighWatermark: Admission = (follower, { highWatermark, log }) =>
  log.endOffset >= highWatermark && follower.log.endOffset >= highWatermark;

/**
 * KIP-320 as published: to the leader's high watermark, when that one has come to the records of the leader's own epoch
 * or to the end of its log. All that earlier epochs committed is below it then. The follower itself may have no record of
 * that epoch yet.
 */
export const reachedLeaderEpoch: Admission = (follower, leader) => {
  const { highWatermark, log, leaderEpoch } = leader;
  return (
    reachedHighWatermark(follower, leader) &&
    (highWatermark === log.endOffset ||
      (highWatermark < log.endOffset && log.at(highWatermark).epoch === leaderEpoch))
  );
};

/**
 * KIP-320 as Kafka has it: to the leader's high watermark and to where the leader's epoch starts, wherever the high
 * watermark is. KAFKA-7128, now `Partition.isFollowerInSync`; Kafka keeps the start as `leaderEpochStartOffset`, and here it is read
 * from the leader's log, of which no record of its own epoch is cut off while it leads.
 */
export const reachedStartOfLeaderEpoch: Admission = (follower, leader) =>
  follower.log.endOffset >= leader.highWatermark &&
  follower.log.endOffset >= startOffsetOfEpoch(leader.leaderEpoch, leader.log);
