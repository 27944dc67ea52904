import { alwaysStep } from '#checker/dsl';
import { replication } from '#model/replication/state';

/** No step takes the leader epoch back, of ZooKeeper or of any replica: who has heard of a later one is lost to an earlier. */
export default alwaysStep(
  replication,
  (before, after) =>
    after.quorum.leaderEpoch >= before.quorum.leaderEpoch &&
    after.replicas.every(({ id, leaderEpoch }) => leaderEpoch >= before.replicas[id]!.leaderEpoch),
);
