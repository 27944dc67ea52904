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
  text: 'With unclean election, messages that the former leader committed may be lost.',
  holds: {
    is: 'unclean.leader.election.enable=false',
    protocol: three,
    properties: ['acked-kept'],
    states: 120_761,
  },
  breaks: {
    is: 'unclean.leader.election.enable=true',
    protocol: withRules(three, { electsUnclean: true }),
    steps: { 'acked-kept': 8 },
  },
  free,
});
