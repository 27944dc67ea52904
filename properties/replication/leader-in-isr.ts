import { always, has } from '#checker/dsl';
import { replication, NO_LEADER } from '#model/replication/state';

/**
 * The leader that the controller chose, if there is one, is in the ISR that ZooKeeper holds. Whether that replica knows that
 * it leads is not asked.
 */
export default always(replication, {
  given: ({ quorum }) => quorum.leader !== NO_LEADER,
  holds: ({ quorum }) => has(quorum.isr, quorum.leader),
});
