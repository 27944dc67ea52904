import { has, sizeOf, union, type IdSet } from '#checker/dsl';
import { answerProduces } from './purgatory.js';
import type { Rules } from './rules.js';
import { minIsr, UNKNOWN_OFFSET, type Broker, type ReadBroker, type Seen, type State } from './state.js';

/**
 * Since 2.7: all that the controller may hold to be in sync, the one that is being added among them (KIP-497,
 * Partition.maximalIsr).
 */
export const maximalIsr = ({ asLeader }: ReadBroker): IdSet => union(asLeader.isr, asLeader.proposedIsr);
/** Up to 2.6, where the leader writes the ISR itself: what was written last. */
export const committedIsr = ({ asLeader }: ReadBroker): IdSet => asLeader.isr;

/**
 * Whether the ISR that is known to be committed has as many as min.insync.replicas. Nothing is appended under acks=all
 * below that, and, since 3.7, nothing committed (KIP-966, KAFKA-15583).
 */
export const isrHasMinimum = ({ asLeader }: ReadBroker, { bounds }: Seen): boolean =>
  sizeOf(asLeader.isr) >= minIsr(bounds);
/** Up to 3.6 it is: min.insync.replicas then only says what a producer is told. */
export const whateverIsInSync = (): boolean => true;

/** Up to where all these replicas have the log, as far as their leader knows. */
function smallestEndOffset(leader: ReadBroker, quorum: IdSet): number {
  let smallest = leader.log.endOffset;
  for (const follower of leader.asLeader.followers)
    if (follower.id !== leader.id && has(quorum, follower) && follower.endOffset < smallest)
      smallest = follower.endOffset;
  return smallest;
}

/**
 * A leader raises its high watermark to where all of the ISR have the log, and answers the produces that waited for that.
 * Records of older leader epochs need no newer one after them, as they do in Raft.
 *
 * Kafka does it within the step that gives it reason to, and so do the actions. It also waits for replicas outside of the
 * ISR that have caught up in time and may join, which the model leaves out: it only delays.
 * Partition.maybeIncrementLeaderHW.
 */
export const advanceHighWatermark = (rules: Rules) => {
  const answer = answerProduces(rules);
  return (leader: Broker, s: State): void => {
    const end = smallestEndOffset(leader, rules.replicationQuorum(leader));
    if (end === UNKNOWN_OFFSET || end <= leader.highWatermark || !rules.mayCommit(leader, s)) return;
    noteCommitted(leader, end, s);
    leader.highWatermark = end;
    answer(leader, s);
  };
};

function noteCommitted({ log }: ReadBroker, end: number, { history }: State): void {
  for (let offset = history.committed.endOffset; offset < end; offset++)
    history.committed.append({ record: log.at(offset).record });
}
