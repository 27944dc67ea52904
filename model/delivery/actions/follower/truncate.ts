import { noChoice } from '#checker/dsl';
import { action, brokers, presumesLeadership } from '../../broker.js';
import { truncate } from '../../log.js';
import type { Rules } from '../../rules.js';
import { NOBODY_LEADS } from '../../state.js';
import { brokerName } from '../../tells.js';

/**
 * A new follower asks its leader where the newest epoch of its log ends (OffsetsForLeaderEpoch), and cuts its log there.
 * It asks again, if the answer shows that it has to, and fetches only then. Since 2.8 the fetches find it out
 * (KAFKA-10554), and there is no such step.
 *
 * The question and its answer are one step: what the leader says depends on the leader alone.
 * AbstractFetcherThread.truncateToEpochEndOffsets.
 */
export const followerTruncate = ({ looksUp, answersLookUp }: Rules) =>
  action({
    choose: { follower: looksUp ? brokers.where(({ asFollower }) => asFollower.truncating) : noChoice() },

    when: ({ follower }, { brokers }) => {
      const { leader } = follower.metadata;
      if (leader === NOBODY_LEADS) return false;
      return presumesLeadership(brokers[leader]!) && answersLookUp(follower, brokers[leader]!);
    },

    then: ({ follower }, { brokers }) => {
      const { offset, completed } = looksUp!(follower, brokers[follower.metadata.leader]!);
      truncate(follower, offset);
      follower.asFollower.truncating = !completed;
    },

    says: ({ follower }) =>
      `${brokerName(follower.id)} asks ${brokerName(follower.metadata.leader)} where to cut its log`,
  });
