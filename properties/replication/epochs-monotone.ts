import { alwaysStep } from '#checker/dsl';
import { reason } from '#model/replication/reasons';
import { CONTROLLER } from '#model/replication/scene';
import { replication } from '#model/replication/state';
import { replicaName } from '#model/replication/tells';

/** No step takes the leader epoch back, of ZooKeeper or of any replica: who has heard of a later one is lost to an earlier. */
export default alwaysStep(replication, {
  holds: (before, after) =>
    after.quorum.leaderEpoch >= before.quorum.leaderEpoch &&
    after.replicas.every(({ id, leaderEpoch }) => leaderEpoch >= before.replicas[id]!.leaderEpoch),
  because: (before, after) => [
    ...(after.quorum.leaderEpoch < before.quorum.leaderEpoch
      ? [
          {
            says: `the leader epoch of the controller goes back from ${before.quorum.leaderEpoch} to ${after.quorum.leaderEpoch}`,
            actors: [CONTROLLER],
          },
        ]
      : []),
    ...after.replicas
      .map((is) => ({ is, was: before.replicas[is.id]! }))
      .filter(({ is, was }) => is.leaderEpoch < was.leaderEpoch)
      .map(({ is, was }) =>
        reason(
          `the leader epoch of ${replicaName(is.id)} goes back from ${was.leaderEpoch} to ${is.leaderEpoch}`,
          is,
        ),
      ),
  ],
});
