import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { logEnd } from '#model/delivery/reader/actions/consumer-read';
import { claim } from '../claim.js';

const two = cluster(
  withReader,
  { brokers: 2, minInsyncReplicas: 1, logSize: 2, records: 2 },
  { leaderShrinkIsr: 1, controllerElectLeader: 1, brokerCrash: 1 },
);

/**
 * A consumer that asks any replica is shown what lies below the high watermark that this replica knows, and that may lag
 * behind, but is never beyond what every member of the ISR has. A replica that shows all it has, shows what nobody else
 * need ever have had.
 */
export default claim({
  id: 'U1',
  text: 'A consumer is shown the records that every in-sync replica has, up to the high watermark, and no others.',
  holds: {
    is: 'consumers read below the high watermark of any replica',
    protocol: two,
    properties: ['shown-on-all-isr'],
    states: 74_101,
  },
  breaks: {
    is: 'they read to the end of the log of any replica',
    protocol: withRules(two, { readableBelow: logEnd }),
    steps: { 'shown-on-all-isr': 2 },
  },
  free,
});
