import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { brokerCrash: 2 });

/**
 * The third replica runs, and may not lead. Nothing but the return of a member of the ISR brings a leader back, and any
 * such return can.
 */
export default claim({
  id: 'E2',
  text: 'The price: when every in-sync replica is down, the whole partition is unavailable until one of them returns.',
  meaning:
    'That it can have a leader again, not that it will. Producers and consumers both need a leader, or its metadata.',
  holds: {
    is: 'whoever has stopped starts again',
    protocol: three,
    properties: ['leader-from-isr', 'leader-can-return'],
    states: 120_761,
  },
  breaks: {
    is: 'no member of the ISR starts again',
    protocol: three,
    steps: { 'leader-can-return-without-isr': 4 },
  },
  free,
});
