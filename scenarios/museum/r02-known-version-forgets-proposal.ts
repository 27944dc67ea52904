import { withRules } from '#checker/dsl';
import { atAnyVersion } from '#model/delivery/alter-partition-answered/actions/leader-apply-known-version';
import { cluster, free } from '#model/delivery/cluster';
import answered from '#model/delivery/protocols/kafka-alter-partition-answered';
import { exhibit } from '../exhibit.js';

const three = cluster(answered, { brokers: 3, outOfSync: 2 }, { controllerElectLeader: 1 });

/**
 * Two followers join the ISR, one after the other. The leader has it from the answer that the first has joined, and asks
 * for the second; then the first joining comes as metadata too, and the leader forgets that it asks. The controller grants
 * it all the same. So a record is committed and acknowledged that the second lacks; a clean election of the second loses it.
 *
 * Kafka 4.1.1 and 4.3.1 do so: docs/r02.md says what is known. There the metadata came, and the record was acknowledged,
 * before the controller granted the second; what the leader knows is the same in either order.
 */
export default exhibit({
  id: 'R02',
  title: 'A version that a leader knows already makes it forget what it has proposed since',
  source: 'found by reading Kafka beside this model; docs/r02.md',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'Kafka as shipped: metadata of an equal partition epoch is taken over, and what is pending is forgotten',
    protocol: withRules(three, { forgetsProposal: atAnyVersion }),
    steps: 11,
  },
  fix: {
    is: 'what is pending stays so until a later version comes (a proposal, tried on a patched broker)',
    protocol: three,
    states: 8_569,
  },
});
