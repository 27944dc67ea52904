import { action, followers, LEADER } from '../state.js';

/** A follower fetches the next record, and the leader knows that it has. AsyncIsr.tla, FollowerReplicate. */
export const followerReplicate = () =>
  action({
    choose: { follower: followers },
    when: ({ follower }, { replicas }) => follower.endOffset < replicas[LEADER]!.endOffset,
    then: ({ follower }) => {
      follower.endOffset++;
    },
  });
