import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { brokerCrash: 2 });

/**
 * When the session of the leader has ended, the controller names the first member of the ISR that is active, and nobody
 * else, as long as elections are clean. While there is one, nobody else has to come back for that.
 */
export default claim({
  id: 'R3',
  text: 'When the leader fails, one of the in-sync replicas becomes leader.',
  meaning: 'Can become: the model has no time, and says that there is a way, and not when it is taken.',
  holds: {
    is: 'unclean.leader.election.enable=false',
    protocol: three,
    properties: ['leader-from-isr', 'isr-member-can-take-over'],
    states: 120_761,
  },
  breaks: {
    is: 'unclean.leader.election.enable=true, and no member of the ISR is active',
    protocol: withRules(three, { electsUnclean: true }),
    steps: { 'leader-from-isr': 4 },
  },
  free,
});
