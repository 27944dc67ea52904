import { actionsOf, each, type Frozen } from '#checker/dsl';
import { NOBODY_LEADS, type ReadBroker, type State } from './state.js';

/** The word for an action of delivery. */
export const action = actionsOf<State>();

/** Any broker, for an action to choose. */
export const brokers = each((s: State) => s.brokers);
/** Any that runs. */
export const runningBrokers = brokers.where(({ running }) => running);
/** Any that does not. */
export const stoppedBrokers = brokers.where(({ running }) => !running);

/** Whether a broker takes itself for the leader (Partition.isLeader). A zombie does, until it learns better. */
export const presumesLeadership = (broker: ReadBroker): boolean =>
  broker.running && broker.metadata.leader === broker.id;
/** Any that takes itself for the leader. */
export const presumedLeaders = brokers.where(presumesLeadership);

/**
 * The broker that leads by the controller's word, runs, and knows its leader epoch. What it knows of the ISR may be late.
 * There is none while the partition has no leader, or the one that it has is yet to learn that.
 */
export function installedLeader({ controller, brokers }: Frozen<State>): ReadBroker | undefined {
  if (controller.leader === NOBODY_LEADS) return undefined;
  const broker = brokers[controller.leader]!;
  return presumesLeadership(broker) && broker.metadata.leaderEpoch === controller.leaderEpoch
    ? broker
    : undefined;
}
