import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';

const two = cluster(asDesigned, { brokers: 2 }, { brokerPowerLoss: 2, brokerCrash: 2 });

/**
 * Kafka acknowledges what is in the page caches of the ISR, and on no disk. Where all of these lose power at once, it is
 * gone. (The crashes that are allowed are there for the fix.)
 */
export default exhibit({
  id: 'A20',
  title: 'All replicas lose power before anything is on a disk',
  source: 'KIP-101, on n-1 failures; Vanlightly, Why Kafka does not need fsync (2023)',
  property: 'acked-somewhere',
  free,
  flaw: { is: 'flush.messages at its default: never', protocol: two, steps: 5 },
  fix: {
    is: 'flush.messages=1: a power loss finds nothing to take',
    protocol: withRules(two, { flushesEveryRecord: true }),
    states: 1_981,
  },
});
