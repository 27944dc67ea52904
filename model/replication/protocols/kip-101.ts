import { withRules } from '#checker/dsl';
import { toEndOffsetForEpoch } from '../truncation.js';
import truncateToHighWatermark from './truncate-to-high-watermark.js';

/**
 * KIP-101: a follower asks the leader where its last epoch ends, rather than trust its own high watermark.
 *
 * As published in Kip101.tla, where the end that the leader names may lie past the follower's own, and then the follower
 * cannot take that request; see kip-101-own-end. Where the leader has no record of the epoch that it is asked for, the end
 * that it names can lie past where the logs part: KIP-279, and traces/kip-101/log-matching.brokers-2.records-3.trace.
 */
export default withRules(truncateToHighWatermark, { truncatesTo: toEndOffsetForEpoch });
