import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { committedIsr } from '#model/delivery/high-watermark';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { controllerElectLeader: 1 });

/**
 * The leader has asked for a third member of the ISR. The controller has already agreed, and may elect that one; the
 * leader does not know yet, and commits without it.
 */
export default exhibit({
  id: 'A10',
  title: 'A leader commits without the replica that the controller may already elect',
  source: 'KIP-497 (KAFKA-8836); AsyncIsr.tla; Vanlightly 6.5.2',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'the high watermark waits for the ISR that is known to be committed (no release; what KIP-497 rules out)',
    protocol: withRules(three, { replicationQuorum: committedIsr }),
    steps: 7,
  },
  fix: { is: 'it waits for the maximal ISR (KIP-497, 2.7)', protocol: three, states: 1_835 },
});
