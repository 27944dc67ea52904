import { lastMatchingOffset, latestEpoch } from '../log.js';
import { action, presumedLeaders, replicas, sameLeader } from '../replica.js';
import type { ReadReplica } from '../state.js';
import { replicaName } from '../tells.js';

/** The follower's log ends past the leader's, or its last record has another epoch than the leader's at that offset. */
const divergesFrom = (follower: ReadReplica, leader: ReadReplica): boolean =>
  follower.log.endOffset > leader.log.endOffset ||
  (follower.log.endOffset > 0 &&
    latestEpoch(follower.log) !== leader.log.at(follower.log.endOffset - 1).epoch);

/**
 * A follower finds out from its leader that its log diverges, and cuts it to the last record that both have.
 * Kip320FirstTry.tla, FollowerTruncate.
 */
export const followerTruncate = () =>
  action({
    choose: { leader: presumedLeaders, follower: replicas },
    when: ({ leader, follower }) =>
      sameLeader(follower, leader, follower.log.endOffset) && divergesFrom(follower, leader),
    then: ({ leader, follower }) => {
      const endOffset = lastMatchingOffset(follower.log, leader.log);
      follower.log.truncateTo(endOffset);
      follower.highWatermark = Math.min(follower.highWatermark, endOffset);
    },
    says: ({ leader, follower }) =>
      `${replicaName(follower.id)} learns that its log and that of ${replicaName(leader.id)} part`,
  });
