import { protocol, within } from '#checker/dsl';
import { controllerHandleRequest } from '../async-isr/actions/controller-handle-request.js';
import { controllerShrinkIsr } from '../async-isr/actions/controller-shrink-isr.js';
import { followerReplicate } from '../async-isr/actions/follower-replicate.js';
import { leaderHandleUpdate } from '../async-isr/actions/leader-handle-update.js';
import { leaderRequestExpandIsr } from '../async-isr/actions/leader-request-expand-isr.js';
import { leaderRequestShrinkIsr } from '../async-isr/actions/leader-request-shrink-isr.js';
import { leaderWrite } from '../async-isr/actions/leader-write.js';
import { scene } from '../async-isr/scene.js';
import { asyncIsr, bounds, initial, LEADER } from '../async-isr/state.js';
import { tells } from '../async-isr/tells.js';

/**
 * The leader proposes ISRs and the controller decides on them, each by messages that may be late: the idea of KIP-497,
 * AlterIsr, which is AlterPartition since KIP-704. The high watermark waits for every replica that may be in the ISR by now.
 *
 * AsyncIsr.tla. Kafka has one proposal in flight at most, where here there may be many. Nothing in it is bounded, so that it is searched within a constraint.
 */
export default within(
  protocol({
    bounds,
    schema: asyncIsr,
    initial,
    rules: {},
    tells,
    scene,
    actions: {
      controllerShrinkIsr,
      controllerHandleRequest,
      leaderRequestShrinkIsr,
      leaderRequestExpandIsr,
      leaderHandleUpdate,
      leaderWrite,
      followerReplicate,
    },
  }),
  {
    maxVersion: ({ controller, bounds }) => controller.version <= bounds.maxVersion,
    maxOffset: ({ replicas, bounds }) => replicas[LEADER]!.endOffset <= bounds.maxOffset,
  },
);
