import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { brokerCrash: 2 });

/**
 * Both members of the ISR crash, and keep their logs. With unclean election a replica leads that is not in the ISR, and
 * what was acknowledged is gone, although acks=all and min.insync.replicas=2 were in force.
 */
export default exhibit({
  id: 'A18',
  title: 'An unclean election discards what was acknowledged',
  source: 'KIP-106; unclean.leader.election.enable was on until 0.11',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'unclean.leader.election.enable=true',
    protocol: withRules(three, { electsUnclean: true }),
    steps: 8,
  },
  fix: { is: 'unclean.leader.election.enable=false (KIP-106, 0.11)', protocol: three, states: 120_761 },
});
