import { action, leaderAndIsrRequests, replicas } from '../replica.js';
import type { Rules } from '../rules.js';
import { replicaName } from '../tells.js';

/**
 * A replica learns from a request whom to follow, and cuts off its log what that leader may not have.
 *
 * It learns and truncates in one step, with a look at the leader's log; rules say where it cuts, and in which state the
 * leader must be. A log is never cut past its end: where the rule asks for that, the step is not possible
 * (FiniteReplicatedLog.tla, TruncateTo). Kafka before 2.1 did nothing where the leader epoch alone had changed and the
 * leader had not (KAFKA-7164); the published modules truncate then too. A Kafka follower forgets the ISR, which here it
 * keeps and nothing reads.
 */
export const becomeFollower = ({ truncatesTo, truncatesAgainst }: Rules) =>
  action({
    choose: { request: leaderAndIsrRequests, follower: replicas },

    when: ({ request, follower }, { replicas }) => {
      const leader = replicas[request.leader]!;
      return (
        request.id > follower.leaderEpoch &&
        leader.id !== follower.id &&
        truncatesAgainst(leader, request.id) &&
        truncatesTo(follower, leader) <= follower.log.endOffset
      );
    },

    then: ({ request, follower }, { replicas }) => {
      const endOffset = truncatesTo(follower, replicas[request.leader]!);
      follower.log.truncateTo(endOffset);
      follower.highWatermark = Math.min(follower.highWatermark, endOffset);
      follower.leaderEpoch = request.id;
      follower.leader = request.leader;
      follower.isr = request.isr;
    },

    says: ({ request, follower }) =>
      `${replicaName(follower.id)} learns that ${replicaName(request.leader)} leads in leader epoch ${request.id}`,
  });
