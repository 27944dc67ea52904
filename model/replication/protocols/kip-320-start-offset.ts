import { withRules } from '#checker/dsl';
import { reachedStartOfLeaderEpoch } from '../admission.js';
import kip320 from './kip-320.js';

/**
 * KIP-320 with the join rule of Kafka's code: a follower has reached the leader's high watermark and the start of the
 * leader's epoch, wherever the high watermark is. KAFKA-7128, now `Partition.isFollowerInSync`.
 */
export default withRules(kip320, { mayJoinIsr: reachedStartOfLeaderEpoch });
