import { always, has } from '#checker/dsl';
import { sameBelow } from '#model/replication/log';
import { isrMisses, leading } from '#model/replication/reasons';
import { presumesCommitted } from '#model/replication/replica';
import { replication } from '#model/replication/state';
import { replicaName } from '#model/replication/tells';

/**
 * Below the high watermark of any replica that presumes to lead, every member of the true ISR has the same records. So
 * what a consumer can read from it now is in every log that a clean election may choose.
 *
 * KafkaReplication.tla, StrongIsr. It remembers nothing: what a leader committed that has since stepped down is not asked
 * for. Of an ISR without members it says nothing.
 */
export default always(replication, {
  given: ({ replicas }) => replicas.some(presumesCommitted),
  holds: ({ replicas, quorum }) =>
    replicas
      .filter(presumesCommitted)
      .every((leader) =>
        replicas
          .filter((replica) => has(quorum.isr, replica))
          .every((member) => sameBelow(leader.highWatermark, leader.log, member.log)),
      ),
  because: (s) =>
    isrMisses(
      s,
      () => s.quorum.isr,
      (member, leader) => [`${replicaName(member.id)}, which is in the ISR,`, leading(leader, s)],
    ),
});
