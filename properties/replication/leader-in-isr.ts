import { always, has } from '#checker/dsl';
import { reason } from '#model/replication/reasons';
import { replication, NO_LEADER } from '#model/replication/state';
import { replicaName } from '#model/replication/tells';
import { setText } from '#model/words';

/**
 * The leader that the controller chose, if there is one, is in the ISR that ZooKeeper holds. Whether that replica knows that
 * it leads is not asked.
 */
export default always(replication, {
  given: ({ quorum }) => quorum.leader !== NO_LEADER,
  holds: ({ quorum }) => has(quorum.isr, quorum.leader),
  because: ({ quorum, replicas }) => [
    reason(
      `${replicaName(quorum.leader)} is to lead in leader epoch ${quorum.leaderEpoch}, and is not in the ISR, which is ${setText(quorum.isr)}`,
      replicas[quorum.leader]!,
    ),
  ],
});
