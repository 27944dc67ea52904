import { baselines } from './delivery/baselines.js';
import { broker } from './delivery/broker.js';
import { controller } from './delivery/controller.js';
import { follower } from './delivery/follower.js';
import { isr } from './delivery/isr.js';
import { leader } from './delivery/leader.js';
import { producer } from './delivery/producer.js';
import { recovery } from './delivery/recovery.js';
import { sliced, slices } from './delivery/slices.js';
import { truncation } from './delivery/truncation.js';
import type { DeliveryMutants } from './mutant.js';

/**
 * Kafka as designed without each of its guards, with each of its rules loosened, and with effects that are wrong. What
 * survives is there for another reason than that nothing is lost, which stands above it.
 */
export const deliveryMutants: DeliveryMutants = {
  ...producer,
  ...follower,
  ...truncation,
  ...leader,
  ...isr,
  ...controller,
  ...broker,
  ...recovery,
  ...sliced,
};
/** The same clusters without a flaw. */
export const deliveryBaselines = { ...baselines, ...slices };
