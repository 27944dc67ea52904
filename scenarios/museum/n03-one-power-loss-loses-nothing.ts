import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';

/**
 * Kafka does not flush before it acknowledges, and does not need to: one replica may lose power, as long as it registers
 * anew, and another member of the ISR is there.
 */
export default exhibit({
  id: 'N3',
  title: 'Without fsync, one power loss alone loses nothing that was acknowledged',
  source: 'Vanlightly, Why Kafka does not need fsync (2023)',
  property: 'acked-kept',
  free,
  fix: {
    is: 'RF 2, min.insync.replicas=2, one power loss',
    protocol: cluster(asDesigned, { brokers: 2 }, { brokerPowerLoss: 1 }),
    states: 143,
  },
});
