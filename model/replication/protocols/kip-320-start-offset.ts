import { withRules } from '#checker/dsl';
import { reachedStartOfLeaderEpoch } from '../admission.js';
import kip320 from './kip-320.js';

/**
 * KIP-320 as Kafka's code has it: what a follower must reach to join the ISR is the start of the leader's epoch, whether
 * or not the leader's high watermark has come there. `Partition.isFollowerInSync`.
 */
export default withRules(kip320, { mayJoinIsr: reachedStartOfLeaderEpoch });
