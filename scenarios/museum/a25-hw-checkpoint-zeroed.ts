import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { whileNobodyLossyIsAlone } from '../lossy.js';
import { fromZero } from '#model/delivery/actions/broker/stop';
import { truncatesByKip101, truncatesToHighWatermark } from '#model/delivery/history';

const two = withRules(
  whileNobodyLossyIsAlone(cluster(asDesigned, { brokers: 2 }, { brokerShutDown: 1, brokerLoseDisk: 1 })),
  {
    reloads: fromZero,
  },
);

/**
 * Brokers of 0.8, before its release, forgot their high watermark when they stopped, even if they were shut down. Where a
 * follower cuts its log to it, a restart is a wipe, and the copy on the other broker is the last.
 */
export default exhibit({
  id: 'A25',
  title: 'A broker that restarts with no high watermark cuts all that it has',
  source: 'KAFKA-769, KAFKA-681, KAFKA-851',
  property: 'acked-somewhere',
  free,
  flaw: {
    is: 'truncation to a high watermark that is zero after a restart (0.8 before its release, KAFKA-769)',
    protocol: withRules(two, truncatesToHighWatermark),
    steps: 6,
  },
  fix: {
    is: 'truncation by leader epochs, which makes it harmless (KIP-101; 0.8 read its checkpoint)',
    protocol: withRules(two, truncatesByKip101),
    states: 2_178,
  },
});
