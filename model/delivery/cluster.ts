import { bounded, limit, type BoundsOf, type Protocol, type RecordOf } from '#checker/dsl';
import type { bounds } from './state.js';

/** What fails, what an operator does, and the shrinking of the ISR, which may go on for ever too. */
const nothing = {
  leaderShrinkIsr: 0,
  controllerElectLeader: 0,
  controllerElectUncleanLeader: 0,
  controllerFenceRunning: 0,
  brokerCrash: 0,
  brokerPowerLoss: 0,
  brokerLoseDisk: 0,
  brokerShutDown: 0,
};
/** How often what may happen; what is not named does not. */
export type Budget = Partial<Readonly<Record<keyof typeof nothing, number>>>;

/** A protocol in a cluster of its own, with so many faults and no others. What heals is never limited. */
export const cluster = <S extends RecordOf<any>, Rules>(
  protocol: Protocol<S, typeof bounds, Rules>,
  size: Partial<BoundsOf<typeof bounds>>,
  budget: Budget,
): Protocol<S, typeof bounds, Rules> => limit(bounded(protocol, size), { ...nothing, ...budget });

/** Kafka's epochs have no end: whatever a run is bounded by, it is not to be by these. */
export const free = ['partitionEpochs', 'brokerEpochs'] as const;
