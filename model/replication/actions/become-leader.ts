import { action, leaderAndIsrRequests } from '../replica.js';
import { replicaName } from '../tells.js';

/**
 * A replica learns from a request that it leads, if its own leader epoch is lower.
 *
 * Its log and its high watermark stay as they are. Requests may overtake each other; one that comes too late is
 * dropped. KafkaReplication.tla, BecomeLeader; `ReplicaManager.becomeLeaderOrFollower` and `Partition.makeLeader`.
 */
export const becomeLeader = () =>
  action({
    choose: { request: leaderAndIsrRequests },
    when: ({ request }, { replicas }) => request.id > replicas[request.leader]!.leaderEpoch,
    then: ({ request }, { replicas }) => {
      const replica = replicas[request.leader]!;
      replica.leaderEpoch = request.id;
      replica.leader = request.leader;
      replica.isr = request.isr;
    },
    says: ({ request }) =>
      `${replicaName(request.leader)} learns that it leads in leader epoch ${request.id}`,
  });
