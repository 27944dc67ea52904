import { always } from '#checker/dsl';
import { presumesLeadership } from '#model/replication/replica';
import { replication } from '#model/replication/state';

/** No two replicas presume to lead in the same leader epoch. In different epochs they may: one of them is a zombie. */
export default always(replication, ({ replicas }) =>
  replicas.every(
    (a) =>
      !presumesLeadership(a) ||
      replicas.every((b) => b.id <= a.id || !presumesLeadership(b) || a.leaderEpoch !== b.leaderEpoch),
  ),
);
