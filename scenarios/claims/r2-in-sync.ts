import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { reachedHighWatermark } from '#model/delivery/isr-change';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { brokerCrash: 2, leaderShrinkIsr: 1 });

/**
 * There is no time in the model: any condition may lapse at any moment, and that it has is what takes the replica out.
 * A session that ends does so at once (controllerFenceStopped); a follower that lacks records may be taken out whenever it
 * does (leaderShrinkIsr, here once). Kafka does not ask separately when it last fetched, and one that has all
 * of the log stays, however long it has not fetched.
 */
export default claim({
  id: 'R2',
  text:
    'A replica is in sync if it leads, or if it has a session, has fetched, and has caught up lately. Losing any of it ' +
    'takes it out; regaining all brings it back.',
  meaning:
    'Without time: conditions lapse at any moment. To join again a replica must have all that is committed and the start of the leader epoch, and not all that the leader has. To stay it must have all that the leader has, or have had it lately (since 2.1 an equal log end is enough). The last member of an ISR stays in it, whatever happens.',
  holds: {
    is: 'a follower joins when it has reached the start of the leader epoch (KAFKA-7128, 2.0.1)',
    protocol: three,
    properties: ['fenced-leave-isr', 'stopped-can-leave-isr', 'isr-can-regrow', 'joins-isr-complete'],
    states: 753_654,
  },
  breaks: {
    is: 'it joins when it has reached the high watermark, which a new leader has yet to learn',
    protocol: withRules(three, { mayJoinIsr: reachedHighWatermark }),
    steps: { 'joins-isr-complete': 9 },
  },
  free,
});
