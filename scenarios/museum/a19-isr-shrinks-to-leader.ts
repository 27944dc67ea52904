import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';

const two = cluster(asDesigned, { brokers: 2, minInsyncReplicas: 1 }, { brokerCrash: 1, leaderShrinkIsr: 1 });

/**
 * With min.insync.replicas=1 the ISR may shrink to the leader, which then acknowledges "to all" by itself. It crashes,
 * and the other replica is elected uncleanly.
 */
export default exhibit({
  id: 'A19',
  title: 'The ISR shrinks to the leader, which then acknowledges by itself',
  source: 'Kingsbury, Call me maybe: Kafka (2013); KAFKA-1555',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'min.insync.replicas=1 and unclean.leader.election.enable=true',
    protocol: withRules(two, { electsUnclean: true }),
    steps: 7,
  },
  fix: { is: 'unclean.leader.election.enable=false', protocol: two, states: 852 },
});
