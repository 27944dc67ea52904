import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { truncatesByKip101, truncatesToHighWatermark } from '#model/delivery/history';

const two = cluster(asDesigned, { brokers: 2 }, { controllerElectLeader: 3 });

/**
 * A follower has a record, and its leader knows that it does; the follower has yet to hear that the record is committed.
 * Then leadership comes and goes: becoming a follower again, it cuts its log to its own high watermark, and is elected
 * before it has fetched the record once more.
 */
export default exhibit({
  id: 'A01',
  title: 'Truncation to the high watermark loses a committed record',
  source: 'KIP-101, scenario 1 (KAFKA-1211); KafkaTruncateToHighWatermark.tla',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'a new follower cuts its log to its own high watermark (up to 0.10)',
    protocol: withRules(two, truncatesToHighWatermark),
    steps: 8,
  },
  fix: {
    is: 'it asks its leader where its newest epoch ends (KIP-101, 0.11)',
    protocol: withRules(two, truncatesByKip101),
    states: 532,
  },
});
