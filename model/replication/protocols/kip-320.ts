import { withRules } from '#checker/dsl';
import { reachedLeaderEpoch } from '../admission.js';
import { sameLeaderEpoch } from '../replica.js';
import { leaderInRequestEpoch } from '../truncation.js';
import kip279 from './kip-279.js';

/**
 * KIP-320: every exchange between a leader and a follower is fenced by the leader epoch, and a follower joins the ISR
 * only once it has reached the start of that epoch.
 *
 * Kip320.tla. KIP-279 lacks both: traces/kip-279/strong-isr.trace shows the first, test/mutants/guards.ts the second.
 */
export default withRules(kip279, {
  truncatesAgainst: leaderInRequestEpoch,
  answersFetch: sameLeaderEpoch,
  countsForHighWatermark: sameLeaderEpoch,
  considersForIsr: sameLeaderEpoch,
  mayJoinIsr: reachedLeaderEpoch,
  keepsInIsr: sameLeaderEpoch,
});
