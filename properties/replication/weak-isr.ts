import { always, has } from '#checker/dsl';
import { sameBelow } from '#model/replication/log';
import { isrMisses } from '#model/replication/reasons';
import { presumesCommitted } from '#model/replication/replica';
import { replication } from '#model/replication/state';
import { replicaName } from '#model/replication/tells';

/**
 * Below the high watermark of any replica that presumes to lead, every member of the ISR that it knows has the same
 * records. That ISR may be an old one: what is safe in its eyes need not survive an election, which is strong-isr.
 *
 * KafkaReplication.tla, WeakIsr.
 */
export default always(replication, {
  given: ({ replicas }) => replicas.some(presumesCommitted),
  holds: ({ replicas }) =>
    replicas
      .filter(presumesCommitted)
      .every((leader) =>
        replicas
          .filter((replica) => has(leader.isr, replica))
          .every((member) => sameBelow(leader.highWatermark, leader.log, member.log)),
      ),
  because: ({ replicas }) =>
    isrMisses(
      replicas,
      ({ isr }) => isr,
      ({ id }) => `${replicaName(id)} takes to be in the ISR`,
    ),
});
