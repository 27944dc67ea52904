import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { truncatesByKip279, truncatesToHighWatermark } from '#model/delivery/history';

const two = cluster(
  asDesigned,
  { brokers: 2, records: 2, minInsyncReplicas: 1 },
  { controllerFenceRunning: 1, brokerPowerLoss: 1 },
);

/**
 * The replica that lost its records is back first, leads, and writes another one at an offset that its follower believes
 * to be committed. Below its own high watermark the follower cuts nothing: from then on the logs differ.
 *
 * The loss is allowed, for the only member of the ISR lost power. That the logs differ ever after is not. KIP-101 alone
 * does not mend it, nor does 2.0.0: a leader that has no epoch as early as its follower's sends it back to its high
 * watermark.
 */
export default exhibit({
  id: 'A02',
  title: 'Truncation to the high watermark never mends logs that differ below it',
  source: 'KIP-101, scenario 2; KAFKA-3919',
  property: 'follower-prefix',
  free,
  flaw: {
    is: 'a new follower cuts its log to its own high watermark (up to 0.10)',
    protocol: withRules(two, truncatesToHighWatermark),
    steps: 12,
  },
  fix: {
    is: 'it asks its leader where its newest epoch ends (KIP-101), and is told which epoch that is (KIP-279, as of 2.0.1)',
    protocol: withRules(two, truncatesByKip279),
    states: 4_527,
  },
});
