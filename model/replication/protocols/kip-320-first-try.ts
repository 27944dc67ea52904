import { protocol } from '#checker/dsl';
import { followerTruncate } from '../actions/follower-truncate.js';
import { reachedLeaderEpoch } from '../admission.js';
import { sameEpochBelow } from '../replica.js';
import { nowhere } from '../truncation.js';
import kip279 from './kip-279.js';

/**
 * The first try at KIP-320: a leader compares epochs of records, and not its own leader epoch with the follower's. A
 * follower truncates when it hears from its leader, not when it hears of it.
 *
 * Kip320FirstTry.tla. A wrong turn, kept because its trace teaches: two records of one epoch are not enough to know
 * that a follower is not still in an old one. See traces/kip-320-first-try/strong-isr.trace.
 */
export default protocol({
  ...kip279,
  rules: {
    ...kip279.rules,
    truncatesTo: nowhere,
    answersFetch: sameEpochBelow,
    countsForHighWatermark: sameEpochBelow,
    considersForIsr: sameEpochBelow,
    mayJoinIsr: reachedLeaderEpoch,
    keepsInIsr: sameEpochBelow,
  },
  actions: { ...kip279.actions, followerTruncate },
});
