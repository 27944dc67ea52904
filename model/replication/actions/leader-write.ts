import { action, presumedLeaders } from '../replica.js';
import { recordName, replicaName } from '../tells.js';

/**
 * A leader appends a record, in the leader epoch that it knows. One that has been replaced, and does not know it, does
 * so too: a zombie.
 *
 * The records of all logs are told apart by an id, so that two that are alike by offset and epoch are not taken for
 * one. KafkaReplication.tla, LeaderWrite.
 */
export const leaderWrite = () =>
  action({
    kind: 'client',
    choose: { leader: presumedLeaders },
    room: {
      records: (_, { nextRecordId, bounds }) => nextRecordId < bounds.records,
      logSize: ({ leader }) => !leader.log.isFull,
    },
    then: ({ leader }, s) => leader.log.append({ id: s.nextRecordId++, epoch: leader.leaderEpoch }),
    says: ({ leader }, { nextRecordId }) => `${replicaName(leader.id)} is sent ${recordName(nextRecordId)}`,
  });
