import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1, records: 0 }, { brokerCrash: 3 });

/**
 * Whichever replica comes back leads, whether it was in the ISR or not. It has lost what it has lost (E3); but
 * there is a leader again, for reads and acks=1, and for acks=all when the ISR has grown. Under clean election a replica that
 * was not in the ISR waits. No record is sent: who may lead does not depend on any.
 */
export default claim({
  id: 'E5',
  text: 'What unclean election buys: the partition is available again as soon as any replica is alive.',
  meaning:
    'Of each replica by itself: while nobody leads, and nobody else starts again, it can come to lead. With the leader as the whole ISR, writes under acks=all are refused until the ISR has min.insync.replicas members again.',
  holds: {
    is: 'unclean.leader.election.enable=true',
    protocol: withRules(three, { electsUnclean: true }),
    properties: ['leader-can-return-with-any-replica'],
    states: 81_795,
  },
  breaks: {
    is: 'unclean.leader.election.enable=false',
    protocol: three,
    steps: { 'leader-can-return-with-any-replica': 4 },
  },
  free,
});
