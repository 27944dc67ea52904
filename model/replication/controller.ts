import type { IdSet } from '#checker/dsl';
import type { Seen, State } from './state.js';

/** Whether the run has leader epochs left for another decision of the controller. */
export const epochsLeft = (_: unknown, s: Seen): boolean => s.nextLeaderEpoch <= s.bounds.leaderEpochs;

/**
 * The controller decides on a leader and an ISR: it writes them to ZooKeeper under a new leader epoch, and sends them to
 * every replica in a request that arrives at any time from now on, more than once, or never.
 */
export function sendLeaderAndIsr(s: State, leader: number, isr: IdSet): void {
  const epoch = s.nextLeaderEpoch;
  const request = s.leaderAndIsrRequests[epoch]!;
  request.leader = s.quorum.leader = leader;
  request.isr = s.quorum.isr = isr;
  s.quorum.leaderEpoch = epoch;
  s.nextLeaderEpoch = epoch + 1;
}
