import { always, has } from '#checker/dsl';
import { sameBelow } from '#model/replication/log';
import { isrMisses, leading } from '#model/replication/reasons';
import { presumesCommitted } from '#model/replication/replica';
import { replication } from '#model/replication/state';
import { replicaName } from '#model/replication/tells';
import { setText } from '#model/words';

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
  because: (s) =>
    isrMisses(
      s,
      ({ isr }) => isr,
      (member, leader) => [
        replicaName(member.id),
        leading(leader, s, ` with the ISR ${setText(leader.isr)}`),
      ],
    ),
});
