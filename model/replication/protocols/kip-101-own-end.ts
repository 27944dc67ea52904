import { withRules } from '#checker/dsl';
import { toEndOffsetForEpochOrOwnEnd } from '../truncation.js';
import kip101 from './kip-101.js';

/**
 * KIP-101 with one rule of Kafka's code: where the leader names an end past the follower's own, the follower keeps what it
 * has. `ReplicaFetcherThread.maybeTruncate` in 0.11 and 1.x takes the smaller of both. In all else as published.
 */
export default withRules(kip101, { truncatesTo: toEndOffsetForEpochOrOwnEnd });
