import { has } from '#checker/dsl';
import { action, presumedLeaders } from '../replica.js';
import type { Rules } from '../rules.js';
import { recordName, replicaName } from '../tells.js';

/**
 * A leader advances its high watermark past a record that every member of the ISR has: the record is committed.
 *
 * The ISR is the one that the leader knows, and it looks at the logs of the members themselves, not at what they last
 * fetched. Kafka also waits for replicas outside the ISR that have caught up, which delays a commit and is left out.
 * KafkaReplication.tla, LeaderIncHighWatermark; `Partition.maybeIncrementLeaderHW`.
 */
export const leaderIncHighWatermark = ({ countsForHighWatermark }: Rules) =>
  action({
    choose: { leader: presumedLeaders },

    when: ({ leader }, { replicas }) =>
      leader.log.endOffset > leader.highWatermark &&
      replicas.every(
        (member) =>
          !has(leader.isr, member) ||
          (member.log.endOffset > leader.highWatermark &&
            countsForHighWatermark(member, leader, leader.highWatermark + 1)),
      ),

    then: ({ leader }) => {
      leader.highWatermark++;
    },

    says: ({ leader: { id, log, highWatermark } }) => {
      const next = highWatermark < log.endOffset ? recordName(log.at(highWatermark).id) : 'the next record';
      return `${replicaName(id)} finds that all of the ISR have ${next}`;
    },
  });
