import { anyLeaderEpoch } from './fetch.js';
import { committedIsr, whateverIsInSync } from './high-watermark.js';
import { byConditionalWrite } from './isr-change.js';
import { whenAnotherLed } from './metadata.js';
import type { Rules } from './rules.js';
import { atHighWatermark, byLastCommonEpoch, byStartOfNextEpoch } from './truncation.js';

/**
 * How Kafka did it before: sets of rules that came and went together. Only these are of their time: what they are put
 * into stays as it is, which for most exhibits is Kafka of today.
 */

/** Up to 0.10: a new follower cuts its log to its own high watermark. */
export const truncatesToHighWatermark: Partial<Rules> = {
  cutsLog: atHighWatermark,
  looksUp: undefined,
  fetchNamesEpoch: false,
};
/** 0.11 to 1.1: it asks where its newest epoch ends (KIP-101). A leader notes an epoch with its first record. */
export const truncatesByKip101: Partial<Rules> = {
  looksUp: byStartOfNextEpoch,
  fetchNamesEpoch: false,
  opensEpoch: false,
};
/** 2.0.1 to 2.7: it asks, and asks again if need be (KIP-279), and a leader notes its epoch at once (KAFKA-7415). */
export const truncatesByKip279: Partial<Rules> = { looksUp: byLastCommonEpoch, fetchNamesEpoch: false };
/** Up to 2.0: fetches and lookups name no leader epoch. */
export const knowsNoLeaderEpoch: Partial<Rules> = {
  answersFetch: anyLeaderEpoch,
  answersLookUp: anyLeaderEpoch,
};

/** Up to 2.6: the leader writes the ISR to ZooKeeper, and so knows what it is. */
export const writesIsr: Partial<Rules> = {
  isrChange: byConditionalWrite,
  replicationQuorum: committedIsr,
  acknowledgingReplicas: committedIsr,
};
/**
 * Up to 3.6: the high watermark rises below min.insync.replicas too, and a producer is told
 * NOT_ENOUGH_REPLICAS_AFTER_APPEND.
 */
export const commitsBelowMinimum: Partial<Rules> = { mayCommit: whateverIsInSync };
/** Up to 4.3, as it is shipped: a leader that is elected again may keep what it knew of its followers (docs/r01.md). */
export const remembersFollowers: Partial<Rules> = { forgetsFollowers: whenAnotherLed };
