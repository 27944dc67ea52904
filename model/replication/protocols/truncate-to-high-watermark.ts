import { protocol } from '#checker/dsl';
import { becomeFollower } from '../actions/become-follower.js';
import { becomeLeader } from '../actions/become-leader.js';
import { controllerElectLeader } from '../actions/controller-elect-leader.js';
import { controllerShrinkIsr } from '../actions/controller-shrink-isr.js';
import { followerFetch } from '../actions/follower-fetch.js';
import { leaderExpandIsr } from '../actions/leader-expand-isr.js';
import { leaderIncHighWatermark } from '../actions/leader-inc-high-watermark.js';
import { leaderShrinkIsr } from '../actions/leader-shrink-isr.js';
import { leaderWrite } from '../actions/leader-write.js';
import { reachedHighWatermark } from '../admission.js';
import { isTrueLeader, sameLeader } from '../replica.js';
import type { Rules } from '../rules.js';
import { scene } from '../scene.js';
import { bounds, initial, replication } from '../state.js';
import { tells } from '../tells.js';
import { leaderInAnyEpoch, toHighWatermark } from '../truncation.js';

const rules: Rules = {
  truncatesTo: toHighWatermark,
  truncatesAgainst: leaderInAnyEpoch,
  answersFetch: sameLeader,
  countsForHighWatermark: sameLeader,
  considersForIsr: sameLeader,
  mayJoinIsr: reachedHighWatermark,
  keepsInIsr: sameLeader,
  mayWriteIsr: isTrueLeader,
};

/**
 * Kafka before 0.11: a new follower cuts its log to its own high watermark, which lags behind the leader's. A record that
 * was committed above it is missing from a member of the ISR until it is fetched again.
 *
 * KafkaTruncateToHighWatermark.tla. See traces/truncate-to-high-watermark/weak-isr.trace, and KIP-101.
 */
export default protocol({
  bounds,
  schema: replication,
  initial,
  rules,
  tells,
  scene,
  actions: {
    controllerElectLeader,
    controllerShrinkIsr,
    becomeLeader,
    becomeFollower,
    leaderWrite,
    leaderExpandIsr,
    leaderShrinkIsr,
    leaderIncHighWatermark,
    followerFetch,
  },
});
