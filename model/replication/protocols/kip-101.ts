import { withRules } from '#checker/dsl';
import { toEndOffsetForEpoch } from '../truncation.js';
import truncateToHighWatermark from './truncate-to-high-watermark.js';

/**
 * KIP-101: a follower asks the leader where its last epoch ends, rather than trust its own high watermark.
 *
 * As published in Kip101.tla, where a follower that only lags, in the leader's own epoch, cannot follow it at all; see
 * kip-101-own-end for Kafka's way. Logs that diverge twice still end up different: KIP-279.
 */
export default withRules(truncateToHighWatermark, { truncatesTo: toEndOffsetForEpoch });
