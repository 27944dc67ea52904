import { always, has } from '#checker/dsl';
import { replication } from '#model/replication/state';

/**
 * The leader is in the ISR, word for word as published: false while there is no leader, and so in the initial state.
 * leader-in-isr asks it of the states that have one.
 *
 * KafkaReplication.tla, LeaderInIsr; Kip320.tla states it as a theorem. Judged only where it is asked for by name.
 */
export default always(replication, {
  onRequest: true,
  holds: ({ quorum }) => quorum.leader >= 0 && has(quorum.isr, quorum.leader),
});
