import { withRules } from '#checker/dsl';
import { toLastMatchingOffset } from '../truncation.js';
import kip101 from './kip-101.js';

/**
 * KIP-279: a follower cuts its log to the last record that it shares with the leader, however often they diverged.
 *
 * Kip279.tla. It is still told by a leader of another epoch than its own what to keep, and counted by one: KIP-320.
 */
export default withRules(kip101, { truncatesTo: toLastMatchingOffset });
