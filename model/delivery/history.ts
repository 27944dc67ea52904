import type { Rules } from './rules.js';
import { atHighWatermark, byLastCommonEpoch, byStartOfNextEpoch } from './truncation.js';
import { anyLeaderEpoch } from './fetch.js';

/** How Kafka did it before: sets of rules that came and went together. */

/** Up to 0.10: a new follower cuts its log to its own high watermark. */
export const truncatesToHighWatermark: Partial<Rules> = {
  cutsLog: atHighWatermark,
  fetchNamesEpoch: false,
};
/** 0.11 to 1.1: it asks where its newest epoch ends (KIP-101). */
export const truncatesByKip101: Partial<Rules> = { looksUp: byStartOfNextEpoch, fetchNamesEpoch: false };
/** 2.0 to 2.6: it asks, and asks again if need be (KIP-279). */
export const truncatesByKip279: Partial<Rules> = { looksUp: byLastCommonEpoch, fetchNamesEpoch: false };
/** Up to 2.0: fetches and lookups name no leader epoch. */
export const knowsNoLeaderEpoch: Partial<Rules> = {
  answersFetch: anyLeaderEpoch,
  answersLookUp: anyLeaderEpoch,
};
