import { plus } from '#checker/dsl';
import { action, presumedLeaders } from '../../broker.js';
import { advanceHighWatermark, whateverIsInSync } from '../../high-watermark.js';
import { append } from '../../log.js';
import { park } from '../../purgatory.js';
import type { Rules } from '../../rules.js';
import { brokerName, recordName } from '../../tells.js';

/**
 * A producer sends a new record to a broker that presumes to lead. A produce request has no leader epoch: a zombie
 * appends it too. Under acks=1 that is success. Under acks=all a leader whose ISR is too small does not append
 * (NOT_ENOUGH_REPLICAS, which leaves no trace and is no step); else the produce waits for the high watermark.
 *
 * Each record is sent once: what retries add is another model's.
 * Partition.appendRecordsToLeader, ReplicaManager.appendRecords.
 */
export const producerSend = (rules: Rules) => {
  const advance = advanceHighWatermark(rules);
  return action({
    kind: 'client',
    choose: { leader: presumedLeaders },

    when: ({ leader }, s) => rules.mayAppend(leader, s),

    room: {
      records: (_, { nextRecord, bounds }) => nextRecord < bounds.records,
      logSize: ({ leader }) => !leader.log.isFull,
    },

    then: ({ leader }, s) => {
      const record = s.nextRecord;
      s.nextRecord++;
      append(leader, { record, epoch: leader.metadata.leaderEpoch });
      if (rules.flushesEveryRecord) leader.flushedOffset = leader.log.endOffset;
      if (rules.acks === 'all') park(record, leader, s);
      else s.history.acknowledgedByLeader = plus(s.history.acknowledgedByLeader, record);
      advance(leader, s);
    },

    says: ({ leader }, { nextRecord }) =>
      `a producer sends ${recordName(nextRecord)} to ${brokerName(leader.id)}, with acks=${rules.acks}`,
  });
};

/** acks=1: the leader answers by itself, and does not ask who else is in sync. */
export const underAcksOne: Partial<Rules> = { acks: '1', mayAppend: whateverIsInSync };
