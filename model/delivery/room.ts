import type { Seen } from './state.js';

/** Kafka's epochs have no end; those of a run have. */
export const hasEpochsLeft = (_: unknown, { controller, bounds }: Seen): boolean =>
  controller.partitionEpoch < bounds.partitionEpochs;
