import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';

/**
 * It is said that acks=all answers as soon as min.insync.replicas replicas have a record. It does not: it waits for the
 * whole ISR, and min.insync.replicas is but the least that the ISR must be. What is acknowledged is committed, and that
 * no record is before every member has it that runs and that the controller may elect.
 */
export default exhibit({
  id: 'N1',
  title: 'Nothing is committed, or acknowledged to acks=all, before all of the ISR has it',
  source: 'Confluent forum 37903, where the opposite is said',
  property: 'committed-on-all-isr',
  free,
  fix: {
    is: 'RF 3, min.insync.replicas=2, two crashes',
    protocol: cluster(asDesigned, { brokers: 3 }, { brokerCrash: 2 }),
    states: 45_011,
  },
});
