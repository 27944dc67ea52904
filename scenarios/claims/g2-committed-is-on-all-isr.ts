import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { committedIsr } from '#model/delivery/high-watermark';
import { remembersFollowers } from '#model/delivery/history';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { controllerElectLeader: 2 });

/**
 * The leader commits what it knows all of the ISR to have; and while it waits to hear whether the ISR has changed, all that
 * may be in it by now. One that counts only those that it knows of for certain commits what a new member has not.
 */
export default claim({
  id: 'G2',
  text: 'A write is committed only when every in-sync replica of the partition has it.',
  meaning:
    'Every broker that runs and is in the ISR of the controller, at the moment when the leader first commits; in its page cache, that is, and not on its disk.',
  holds: {
    is: 'the leader also waits for the replica that it has asked to be added (KIP-497)',
    protocol: three,
    properties: ['committed-on-all-isr'],
    states: 15_304,
  },
  breaks: {
    is: 'it waits for those alone that it knows to be in the ISR',
    protocol: withRules(three, { replicationQuorum: committedIsr }),
    steps: { 'committed-on-all-isr': 5 },
  },
  asShipped: {
    is: 'a leader that is elected again may keep what it knew of its followers (exhibit R01)',
    protocol: withRules(three, remembersFollowers),
    steps: { 'committed-on-all-isr': 14 },
  },
  free,
});
