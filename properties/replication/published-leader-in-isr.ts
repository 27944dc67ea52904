import { always, has } from '#checker/dsl';
import { reason } from '#model/replication/reasons';
import { CONTROLLER } from '#model/replication/scene';
import { replication } from '#model/replication/state';
import { replicaName } from '#model/replication/tells';
import { setText } from '#model/words';

/**
 * The leader is in the ISR, word for word as published: false while there is no leader, and so in the initial state.
 * leader-in-isr asks it of the states that have one.
 *
 * KafkaReplication.tla, LeaderInIsr; Kip320.tla states it as a theorem. Judged only where it is asked for by name.
 */
export default always(replication, {
  onRequest: true,
  holds: ({ quorum }) => quorum.leader >= 0 && has(quorum.isr, quorum.leader),
  because: ({ quorum, replicas }) => {
    const isr = `the ISR, which is ${setText(quorum.isr)}`;
    return quorum.leader < 0
      ? [{ says: `nobody leads, and so no leader is in ${isr}`, actors: [CONTROLLER] }]
      : [reason(`${replicaName(quorum.leader)} is to lead, and is not in ${isr}`, replicas[quorum.leader]!)];
  },
});
