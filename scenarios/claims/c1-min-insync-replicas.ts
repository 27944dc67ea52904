import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { whateverIsInSync } from '#model/delivery/high-watermark';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { claim } from '../claim.js';

const two = cluster(withReader, { brokers: 2 }, { brokerCrash: 1, leaderShrinkIsr: 1 });

/**
 * A leader that knows fewer in-sync replicas than min.insync.replicas refuses records of producers that wait for all. It
 * still lets consumers read what is committed; and it takes records again when the ISR has grown.
 */
export default claim({
  id: 'C1',
  text: 'With fewer in-sync replicas than min.insync.replicas commits fail (NOT_ENOUGH_REPLICAS); reads of what there is go on.',
  meaning:
    'Producers with acks=all are refused, and no others. What was appended before waits: it is committed when the ISR has grown, and its producer is told so, or nothing.',
  holds: {
    is: 'a leader with too small an ISR does not append',
    protocol: two,
    properties: ['appends-need-min-isr', 'reads-go-on-below-min-isr', 'writes-can-return'],
    states: 1_690,
  },
  breaks: {
    is: 'it appends, whatever the ISR',
    protocol: withRules(two, { mayAppend: whateverIsInSync }),
    steps: { 'appends-need-min-isr': 4 },
  },
  free,
});
