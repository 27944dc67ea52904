import { action, LEADER } from '../state.js';

/** The leader appends a record. AsyncIsr.tla, LeaderWrite. */
export const leaderWrite = () =>
  action({
    kind: 'client',
    choose: {},
    then: (_, { replicas }) => {
      replicas[LEADER]!.endOffset++;
    },
    says: (_, { replicas }) => `the leader appends a record at offset ${replicas[LEADER]!.endOffset}`,
  });
