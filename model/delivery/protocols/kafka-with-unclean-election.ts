import { withRules } from '#checker/dsl';
import { cluster } from '../cluster.js';
import withReader from './kafka-with-reader.js';

/**
 * kafka-with-reader with unclean.leader.election.enable=true: where nobody of the ISR can lead, the first replica that is
 * active does, and is the ISR. What it has not is lost, though it was acknowledged, and others are read in its place.
 *
 * Kafka's default until 0.11 (KIP-106). PartitionChangeBuilder.electAnyLeader.
 *
 * Unless `--limit` says otherwise, min.insync.replicas is 1, the ISR shrinks once, and brokers crash twice.
 */
export default cluster(
  withRules(withReader, { electsUnclean: true }),
  { brokers: 2, minInsyncReplicas: 1 },
  { leaderShrinkIsr: 1, brokerCrash: 2 },
);
