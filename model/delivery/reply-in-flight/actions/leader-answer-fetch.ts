import { actionsOf, each } from '#checker/dsl';
import { answerFetch, canFetch, fetchOf } from '../../fetch.js';
import type { Rules } from '../../rules.js';
import { brokerName } from '../../tells.js';
import type { State } from '../state.js';

const action = actionsOf<State>();

/**
 * A leader answers a fetch, and the answer is on its way. The request is not: it says what the follower is in the moment
 * in which it is read. One that is read later counts what the leader counted before anyway; one of an older leader epoch
 * is refused, and one of an older life of the follower brings it into no ISR (KIP-903).
 * Partition.fetchRecords.
 */
export const leaderAnswerFetch = (rules: Rules) => {
  const mayFetch = canFetch(rules);
  const answer = answerFetch(rules);
  return action({
    choose: { follower: each((s: State) => s.brokers) },

    when: ({ follower }, s) =>
      mayFetch(follower, s) && !s.replies[follower.id]!.from[follower.metadata.leader]!.present,

    then: ({ follower }, s) => {
      const { leader, leaderEpoch } = follower.metadata;
      const request = fetchOf(follower, s);
      const { fetchOffset, brokerEpoch } = request;
      s.replies[follower.id]!.from[leader]!.put({
        ...answer(request, s.brokers[leader]!, s),
        fetchOffset,
        leaderEpoch,
        brokerEpoch,
      });
    },

    says: ({ follower: { id, metadata, log } }) =>
      `${brokerName(metadata.leader)} answers a fetch of ${brokerName(id)} at offset ${log.endOffset}, and the answer is on its way`,
  });
};
