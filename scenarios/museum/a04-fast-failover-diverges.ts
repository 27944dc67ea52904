import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { truncatesByKip101, truncatesByKip279 } from '#model/delivery/history';

const two = cluster(
  asDesigned,
  { brokers: 2, logSize: 2, records: 3, minInsyncReplicas: 1 },
  { controllerElectLeader: 2 },
);

/**
 * Two quick moves of leadership leave both replicas with a tail of their own. One question, where an epoch ends, cannot
 * find where they part if the leader has no such epoch: its next later one may start beyond.
 */
export default exhibit({
  id: 'A04',
  title: 'After a fast failover one question does not find the fork',
  source: 'KIP-279 (KAFKA-6361); Kip101.tla',
  property: 'follower-prefix',
  free,
  flaw: {
    is: 'the leader says where its first later epoch starts (KIP-101, 0.11 to 1.1)',
    protocol: withRules(two, truncatesByKip101),
    steps: 10,
  },
  fix: {
    is: 'it also says which epoch it is that ends there (KIP-279, and KAFKA-7415, 2.0.1)',
    protocol: withRules(two, truncatesByKip279),
    states: 1_887,
  },
});
