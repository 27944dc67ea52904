import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { truncatesByKip101, truncatesByKip279 } from '#model/delivery/history';

const two = cluster(asDesigned, { brokers: 2, logSize: 2, records: 2 }, { controllerElectLeader: 3 });

/**
 * A new leader has written nothing in its epoch, so that it knows neither the epoch that its follower asks for nor a
 * later one. Then the follower falls back to its high watermark, and cuts off what was committed.
 */
export default exhibit({
  id: 'A03',
  title: 'KIP-101 falls back to the high watermark',
  source: 'KAFKA-6361, KAFKA-7415; Kip101.tla, LookupOffsetForEpoch',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'KIP-101, and a leader notes its epoch only with the first record of it (0.11 to 1.1; 2.0.0 fails too)',
    protocol: withRules(two, truncatesByKip101),
    steps: 12,
  },
  fix: {
    is: 'KIP-279, and a leader notes its epoch when it is elected (KAFKA-7415, 2.0.1)',
    protocol: withRules(two, truncatesByKip279),
    states: 3_402,
  },
});
