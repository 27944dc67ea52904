import { withRules } from '#checker/dsl';
import { toEndOffsetForEpochOrOwnEnd } from '../truncation.js';
import kip101 from './kip-101.js';

/**
 * KIP-101 as Kafka's code has it: where the leader's log reaches further than the follower's, the follower keeps what it
 * has. `AbstractFetcherThread.getOffsetTruncationState` takes the smaller of both ends.
 */
export default withRules(kip101, { truncatesTo: toEndOffsetForEpochOrOwnEnd });
