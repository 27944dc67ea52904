import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { commitsBelowMinimum } from '#model/delivery/history';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { claim } from '../claim.js';

const two = cluster(withReader, { brokers: 2 }, { brokerCrash: 1, leaderShrinkIsr: 1 });

/**
 * A leader that knows fewer in-sync replicas than min.insync.replicas refuses records of producers that wait for all, and
 * raises no high watermark. It still lets consumers read what is committed, and takes records again when the ISR has
 * grown. Up to 3.6 the high watermark rose all the same: what was appended before was committed by whoever was left.
 */
export default claim({
  id: 'C1',
  text: 'With fewer in-sync replicas than min.insync.replicas commits fail (NOT_ENOUGH_REPLICAS); reads of what there is go on.',
  meaning:
    'Producers with acks=all are refused, and no others. Since 3.7; up to 3.6 what was appended before is committed below the minimum and read by consumers, and its producer is told NOT_ENOUGH_REPLICAS_AFTER_APPEND. Now it waits: it can be committed once the ISR has grown, or be cut under another leader, and its producer may be told that it failed or timed out.',
  holds: {
    is: 'the high watermark waits until the ISR has the minimum (KAFKA-15583, 3.7)',
    protocol: two,
    properties: [
      'commits-need-min-isr',
      'appends-need-min-isr',
      'reads-go-on-below-min-isr',
      'writes-can-return',
    ],
    states: 1_690,
  },
  breaks: {
    is: 'it rises whatever the ISR (up to 3.6)',
    protocol: withRules(two, commitsBelowMinimum),
    steps: { 'commits-need-min-isr': 4 },
  },
  free,
});
