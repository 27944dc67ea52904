import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { truncatesByKip101 } from '#model/delivery/history';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const two = cluster(asDesigned, { brokers: 2, records: 3, logSize: 2 }, { controllerElectLeader: 2 });

/**
 * A log is only appended to, and a follower copies it. What could bring records out of order is a follower that keeps what
 * its new leader never had, and copies behind it what that leader had appended before: so it cuts its log to where both
 * agree. KIP-101 did not find that place where leadership moved away and back at once.
 */
export default claim({
  id: 'G1',
  text: 'Messages within one partition keep their order.',
  meaning:
    'In every log records stand in the order in which one producer sent them, each once. What retries do to the order is claim P6.',
  holds: {
    is: 'a follower cuts its log to where it agrees with its leader (KIP-101, KIP-279, KIP-595)',
    protocol: two,
    properties: ['order-within-partition'],
    states: 1_755,
  },
  breaks: {
    is: 'it asks its leader where its newest epoch ends, and takes a later epoch for an answer (KIP-101, 0.11 to 1.1)',
    protocol: withRules(two, truncatesByKip101),
    steps: { 'order-within-partition': 10 },
  },
  free,
});
