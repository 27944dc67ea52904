import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import asShipped from '#model/delivery/protocols/kafka-as-shipped';
import { exhibit } from '../exhibit.js';

const three = [{ brokers: 3 }, { controllerElectLeader: 3 }] as const;

/**
 * As Kafka 4.1.1 to 4.3.1 are shipped, committed messages can be lost by clean elections alone: nothing fails, leadership
 * moves three times, and one broker learns of two of these at once. It is R01, told of what is committed.
 */
export default exhibit({
  id: 'H3',
  title: 'As shipped, clean elections alone may lose what was committed',
  source: 'claims G3 and E1; docs/r01.md',
  property: 'committed-never-lost',
  free,
  flaw: {
    is: 'Kafka as shipped (4.1.1 to 4.3.1), ELR off',
    protocol: cluster(asShipped, ...three),
    steps: 15,
  },
  fix: { is: 'Kafka as designed', protocol: cluster(asDesigned, ...three), states: 35_481 },
});
