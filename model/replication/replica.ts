import { actionsOf, each } from '#checker/dsl';
import { NO_LEADER, type ReadReplica, type Seen, type State } from './state.js';

/** Questions about a replica, fences between two of them, and what actions choose from. */
export const action = actionsOf<State>();

/**
 * A replica that presumes to lead accepts writes until a later LeaderAndIsr request reaches it. Until then nothing holds it
 * back but ZooKeeper, which refuses its writes to the ISR, and followers that do not come.
 */
export const presumesLeadership = (replica: ReadReplica): boolean => replica.leader === replica.id;

/** A replica that presumes to lead, and takes some record to be committed. */
export const presumesCommitted = (replica: ReadReplica): boolean =>
  presumesLeadership(replica) && replica.highWatermark > 0;

/** One that presumes rightly: only its writes to the ISR succeed. */
export const isTrueLeader = (replica: ReadReplica, { quorum }: Pick<Seen, 'quorum'>): boolean =>
  presumesLeadership(replica) && quorum.leader === replica.id && quorum.leaderEpoch === replica.leaderEpoch;

/** Whether a leader goes by what it sees of a follower, whose log is to agree with its own below an end offset. */
export type Fence = (follower: ReadReplica, leader: ReadReplica, endOffset: number) => boolean;
/** If it follows the leader, in whatever leader epoch. That the leader presumes to lead is the action's to ask. */
export const sameLeader: Fence = (follower, leader) => follower.leader === leader.id;
/** KIP-320: if it follows the leader in the leader's own epoch. */
export const sameLeaderEpoch: Fence = (follower, leader) =>
  follower.leader === leader.id && follower.leaderEpoch === leader.leaderEpoch;
/** The first try at KIP-320: if it follows the leader, and the last of those records has the same epoch in both logs. */
export const sameEpochBelow: Fence = (follower, leader, endOffset) =>
  follower.leader === leader.id &&
  (endOffset === 0 ||
    (leader.log.endOffset >= endOffset &&
      follower.log.endOffset >= endOffset &&
      leader.log.at(endOffset - 1).epoch === follower.log.at(endOffset - 1).epoch));

export const replicas = each((s: State) => s.replicas);
export const presumedLeaders = replicas.where(presumesLeadership);
/**
 * The requests that name a leader. One without changes nothing here, as in the published modules; a Kafka follower stops
 * fetching, which is a behaviour of the model too, since nobody has to fetch.
 */
export const leaderAndIsrRequests = each((s: State) => s.leaderAndIsrRequests).where(
  ({ leader }) => leader !== NO_LEADER,
);
