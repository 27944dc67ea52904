import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import asShipped from '#model/delivery/protocols/kafka-as-shipped';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';

const three = [{ brokers: 3 }, { controllerElectLeader: 3 }] as const;

/**
 * Leadership moves away and back, and the old leader learns of both at once. For it, it has led all the time; so it keeps
 * what it knew of its followers, one of which has cut its log in between. On the strength of that it commits and
 * acknowledges a record; a clean election of that follower loses it.
 *
 * Kafka 3.4.1, 4.1.1 and 4.3.1 do so: docs/r01.md says what is known.
 */
export default exhibit({
  id: 'R01',
  title: 'A leader that is elected again counts what its followers have cut since',
  source: 'found by this model; docs/r01.md',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'Kafka as shipped: a leader forgets its followers only when another led, as far as it knows',
    protocol: cluster(asShipped, ...three),
    steps: 15,
  },
  fix: {
    is: 'it forgets them in every leader epoch (a proposal, tried on a patched broker)',
    protocol: cluster(asDesigned, ...three),
    states: 35_481,
  },
});
