import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(asDesigned, { brokers: 3 }, { controllerElectLeader: 2 });

/**
 * The controller names one leader in each leader epoch. One that was replaced does not know that yet, and goes on as a
 * leader of an epoch that is over; it can append, and can commit nothing that the others do not have.
 */
export default claim({
  id: 'R1',
  text: 'A partition has one leader replica, and the others follow it; offsets are of one partition.',
  meaning:
    'One leader in each leader epoch. At one time there may be several, of different epochs. The model has one partition, and its offsets are all there are.',
  holds: {
    is: 'one leader in one leader epoch',
    protocol: three,
    properties: ['leader-unique-per-epoch'],
    states: 4_729,
  },
  breaks: {
    is: 'to the letter: one leader at one time',
    protocol: three,
    steps: { 'one-leader-at-a-time': 2 },
  },
  free,
});
