import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { reachedHighWatermark } from '#model/delivery/isr-change';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { controllerElectLeader: 2 });

/**
 * A new leader has all that was committed, but does not know that it was: its high watermark is behind. A replica that
 * has nothing has reached that, joins the ISR, and is elected.
 */
export default exhibit({
  id: 'A07',
  title: "A replica joins the ISR at a new leader's high watermark, which is behind",
  source: 'KAFKA-7128; Vanlightly, Kafka replication 6.5.3',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'a follower joins at the high watermark (up to 2.0.0)',
    protocol: withRules(three, { mayJoinIsr: reachedHighWatermark }),
    steps: 10,
  },
  fix: { is: "and at the start of the leader's epoch (KAFKA-7128, 2.0.1)", protocol: three, states: 15_304 },
});
