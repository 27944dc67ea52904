import { action, followers, LEADER } from '../state.js';
import { replicaName } from '../tells.js';

/** A follower fetches the next record, and the leader knows that it has. AsyncIsr.tla, FollowerReplicate. */
export const followerReplicate = () =>
  action({
    choose: { follower: followers },
    when: ({ follower }, { replicas }) => follower.endOffset < replicas[LEADER]!.endOffset,
    then: ({ follower }) => {
      follower.endOffset++;
    },
    says: ({ follower }) => `${replicaName(follower.id)} fetches the record at offset ${follower.endOffset}`,
  });
