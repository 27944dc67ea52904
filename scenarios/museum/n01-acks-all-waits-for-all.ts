import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';

/**
 * It is said that acks=all answers as soon as min.insync.replicas replicas have a record. It does not: it waits for the whole
 * ISR, and min.insync.replicas is but the least that the ISR must be. So two crashes of three brokers lose nothing.
 */
export default exhibit({
  id: 'N1',
  title: 'acks=all never acknowledges before all of the ISR has the record',
  source: 'Confluent forum 37903, where the opposite is said',
  property: 'committed-on-all-isr',
  free,
  fix: {
    is: 'RF 3, min.insync.replicas=2, two crashes',
    protocol: cluster(asDesigned, { brokers: 3 }, { brokerCrash: 2 }),
    states: 45_011,
  },
});
