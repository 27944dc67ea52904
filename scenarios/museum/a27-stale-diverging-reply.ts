import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import replyInFlight from '#model/delivery/protocols/kafka-reply-in-flight';
import { sameOffset } from '#model/delivery/reply-in-flight/actions/follower-take-reply';
import { exhibit } from '../exhibit.js';

const two = cluster(replyInFlight, { brokers: 2 }, { controllerElectLeader: 4 });

/**
 * A leader answers that a follower's log forks, and the answer takes its time. Leadership moves away and back; meanwhile
 * the record in question is committed after all, and the follower is where it was. It takes the old answer, and cuts the
 * record.
 */
export default exhibit({
  id: 'A27',
  title: 'An old answer, that the logs fork, cuts a record that was committed since',
  source: 'KAFKA-18991 (PR 19223)',
  property: 'committed-never-lost',
  free,
  flaw: {
    is: 'an answer is taken if its offset fits (2.8.0 to 3.9.0, 4.0.0)',
    protocol: withRules(two, { acceptsReply: sameOffset }),
    steps: 16,
  },
  fix: { is: 'and its leader epoch too (KAFKA-18991, 3.9.1, 4.0.1 and 4.1)', protocol: two, states: 7_141 },
});
