import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';

const two = cluster(asDesigned, { brokers: 2, records: 2 }, { controllerElectLeader: 2 });

/**
 * The leader notes the offset of a follower's fetch before it sees that the follower's log forks below it, and commits a
 * record on the strength of another one at the same offset. Nothing has failed: leadership moved away and back.
 */
export default exhibit({
  id: 'A08',
  title: 'A fetch from a log that forks is counted as progress',
  source: 'KAFKA-13141 (PR 11136), since KAFKA-10554',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'the fetch offset is noted before the logs are compared (2.8.0)',
    protocol: withRules(two, { countsForkedFetch: true }),
    steps: 8,
  },
  fix: {
    is: 'a fetch that finds a fork is not counted (KAFKA-13141, 2.8.1 and 3.0)',
    protocol: two,
    states: 294,
  },
});
