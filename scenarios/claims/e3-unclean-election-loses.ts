import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { brokerCrash: 2 });

/**
 * Both members of the ISR crash, and keep their logs; the third replica is behind. With unclean election it leads all the
 * same, and whoever follows it cuts its own log: what was committed, and acknowledged, is gone. Without, nobody leads until
 * a member of the ISR returns (E2), and what was acknowledged returns with it.
 */
export default claim({
  id: 'E3',
  text: 'What the former leader committed is kept by elections that are clean; by an unclean one it may be lost.',
  holds: {
    is: 'unclean.leader.election.enable=false',
    protocol: three,
    properties: ['committed-never-lost', 'acked-kept'],
    states: 120_761,
  },
  breaks: {
    is: 'unclean.leader.election.enable=true',
    protocol: withRules(three, { electsUnclean: true }),
    steps: { 'committed-never-lost': 8, 'acked-kept': 8 },
  },
  free,
});
