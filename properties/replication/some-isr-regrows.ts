import { idsBelow, sometimes } from '#checker/dsl';
import { replication } from '#model/replication/state';

/** After at least one decision of the controller the ISR of ZooKeeper has all replicas again, though the request of its epoch had not. */
export default sometimes(
  replication,
  ({ quorum, leaderAndIsrRequests, replicas }) =>
    quorum.leaderEpoch >= 0 &&
    quorum.isr === idsBelow(replicas.length) &&
    leaderAndIsrRequests[quorum.leaderEpoch]!.isr !== quorum.isr,
);
