import { action, brokers } from '../../broker.js';
import { answerFetch, canFetch, fetchOf, processReply } from '../../fetch.js';
import type { Rules } from '../../rules.js';
import type { ReadBroker } from '../../state.js';
import { brokerName } from '../../tells.js';

const fetches = ({ id, metadata, log }: ReadBroker): string =>
  `${brokerName(id)} fetches from ${brokerName(metadata.leader)} at offset ${log.endOffset}`;

/**
 * A follower fetches from the broker that it takes for the leader, and gets the answer.
 *
 * The whole round trip is one step. What the answer does, it does to the follower alone, and everybody else knows the
 * follower by its fetches; so it may as well arrive at once, or, if the follower moves on before, never
 * (followerFetchReplyLost). That is so because an answer of another leader epoch is dropped (KAFKA-18991, since 3.9.1,
 * 4.0.1 and 4.1); reply-in-flight/ has the finer grain, for what it was like before. Kafka looks at the epoch under a
 * lock, and cuts under the next: what slips in between is left out.
 * AbstractFetcherThread.processFetchRequest, Partition.fetchRecords.
 */
export const followerFetch = (rules: Rules) => {
  const mayFetch = canFetch(rules);
  const answer = answerFetch(rules);
  const process = processReply(rules);
  return action({
    choose: { follower: brokers },
    when: ({ follower }, s) => mayFetch(follower, s),
    then: ({ follower }, s) => {
      const leader = s.brokers[follower.metadata.leader]!;
      process(follower, answer(fetchOf(follower, s), leader, s));
    },
    says: ({ follower }) => fetches(follower),
  });
};

/** A follower fetches, and the leader counts that (Partition.updateFollowerFetchState); but the answer is lost. */
export const followerFetchReplyLost = (rules: Rules) => {
  const mayFetch = canFetch(rules);
  const answer = answerFetch(rules);
  return action({
    choose: { follower: brokers },
    when: ({ follower }, s) => mayFetch(follower, s),
    then: ({ follower }, s) => {
      answer(fetchOf(follower, s), s.brokers[follower.metadata.leader]!, s);
    },
    says: ({ follower }) => `${fetches(follower)}, and the answer is lost`,
  });
};
