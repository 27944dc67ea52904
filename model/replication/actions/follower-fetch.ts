import { action, presumedLeaders, replicas } from '../replica.js';
import type { Rules } from '../rules.js';
import { replicaName } from '../tells.js';

/**
 * A follower fetches the record at its log end offset and, with it, the leader's high watermark.
 *
 * There is no fetch request in flight: a fetch happens at once, or not yet. The rule says whom a leader answers; before
 * KIP-320 that was any replica that follows it, in whatever leader epoch. The high watermark is the leader's at this
 * moment; Kafka's may be that of one fetch before. The follower's own can go back.
 * KafkaReplication.tla, FollowerReplicate.
 */
export const followerFetch = ({ answersFetch }: Rules) =>
  action({
    choose: { leader: presumedLeaders, follower: replicas },

    when: ({ leader, follower }) =>
      follower.log.endOffset < leader.log.endOffset && answersFetch(follower, leader, follower.log.endOffset),

    then: ({ leader, follower }) => {
      follower.log.append(leader.log.at(follower.log.endOffset));
      follower.highWatermark = Math.min(leader.highWatermark, follower.log.endOffset);
    },

    says: ({ leader, follower }) => `${replicaName(follower.id)} fetches from ${replicaName(leader.id)}`,
  });
