import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { never } from '#model/delivery/purgatory';

const two = cluster(asDesigned, { brokers: 2, records: 2 }, { controllerElectLeader: 2 });

/**
 * A produce waits for an offset, and not for its record. Its leader is demoted, cuts the record, fetches another one at
 * the same offset, leads again, and commits that. The first producer is told that all is well.
 */
export default exhibit({
  id: 'A28',
  title: "A producer is told success for another record at its record's offset",
  source: 'KAFKA-2960 (0.10.0); KAFKA-1148, PR 633, never merged',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'produces wait on when their broker becomes a follower (up to 0.9)',
    protocol: withRules(two, { failsPurgatory: never }),
    steps: 11,
  },
  fix: { is: 'they fail then (KAFKA-2960, 0.10)', protocol: two, states: 294 },
});
