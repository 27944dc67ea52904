import { always } from '#checker/dsl';
import { pairsOf } from '#model/pairs-of';
import { reason } from '#model/replication/reasons';
import { presumesLeadership } from '#model/replication/replica';
import { replication } from '#model/replication/state';
import { replicaName } from '#model/replication/tells';

/** No two replicas presume to lead in the same leader epoch. In different epochs they may: one of them is a zombie. */
export default always(replication, {
  holds: ({ replicas }) =>
    replicas.every(
      (a) =>
        !presumesLeadership(a) ||
        replicas.every((b) => b.id <= a.id || !presumesLeadership(b) || a.leaderEpoch !== b.leaderEpoch),
    ),
  because: ({ replicas }) =>
    pairsOf(replicas.filter(presumesLeadership))
      .filter(([a, b]) => a.leaderEpoch === b.leaderEpoch)
      .map(([a, b]) =>
        reason(
          `${replicaName(a.id)} takes itself to lead in leader epoch ${a.leaderEpoch}, and so does ${replicaName(b.id)}`,
          a,
          b,
        ),
      ),
});
