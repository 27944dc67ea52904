import { has, idsIn, intersection, minus, NOBODY, only, plus, type IdSet } from '#checker/dsl';
import type { Rules } from './rules.js';
import { NOBODY_LEADS, type Controller, type ReadController, type State } from './state.js';

/** The brokers that may lead, if the ISR lets them: all that are not fenced (ClusterControlManager.isActive). */
export const activeBrokers = ({ brokers }: ReadController): IdSet =>
  brokers.reduce((active, broker) => (broker.fenced ? active : plus(active, broker)), NOBODY);

/** The first of some replicas, in the order of their assignment, which is that of their ids. */
export const firstOf = (replicas: IdSet): number => idsIn(replicas)[0] ?? NOBODY_LEADS;

/**
 * A leader is named, be it nobody, or the same one: a new leader epoch, and, as with any change, a new partition epoch.
 */
export function nameLeader(controller: Controller, leader: number): void {
  controller.leader = leader;
  controller.leaderEpoch++;
  controller.partitionEpoch++;
}

/**
 * The controller writes a new ISR, and finds a leader: the one there is, if it is active and in the new ISR, and else the
 * first that is. If there is none, unclean election takes the first active replica, as long as it may; its ISR is that
 * replica alone. Or nobody leads. An ISR is never written empty: its last member stays in it, though fenced. (Up to
 * metadata version 3.6-IV0 a smaller ISR also began a new leader epoch: KAFKA-15021.)
 *
 * ReplicationControlManager.generateLeaderAndIsrUpdates, PartitionChangeBuilder.
 */
export const changePartition =
  ({ electsUnclean }: Rules) =>
  (s: State, isr: IdSet): void => {
    const { controller } = s;
    const active = activeBrokers(controller);
    const candidates = intersection(isr, active);
    const stays = controller.leader !== NOBODY_LEADS && has(candidates, controller.leader);
    const clean = stays ? controller.leader : firstOf(candidates);
    const leader = clean === NOBODY_LEADS && electsUnclean ? firstOf(active) : clean;
    const isUnclean = leader !== clean;
    const newIsr = isUnclean ? only(leader) : isr === NOBODY ? controller.isr : isr;
    if (leader === controller.leader && newIsr === controller.isr) return;
    controller.isr = newIsr;
    if (leader === controller.leader && !isUnclean) controller.partitionEpoch++;
    else nameLeader(controller, leader);
  };

/**
 * The controller takes a broker for gone: out of the ISR, and out of leadership. Of one that is not in the ISR, it only
 * notes it.
 * ReplicationControlManager.handleBrokerFenced, handleBrokerInControlledShutdown.
 */
export const fence = (rules: Rules) => {
  const change = changePartition(rules);
  return (broker: { readonly id: number }, s: State): void => {
    const { controller } = s;
    controller.brokers[broker.id]!.fenced = true;
    if (has(controller.isr, broker)) change(s, minus(controller.isr, broker));
  };
};

/**
 * A broker is active again. That brings it into no ISR; but where nobody leads, somebody may be elected now.
 * ReplicationControlManager.handleBrokerUnfenced.
 */
export const unfence = (rules: Rules) => {
  const change = changePartition(rules);
  return (broker: { readonly id: number }, s: State): void => {
    const { controller } = s;
    controller.brokers[broker.id]!.fenced = false;
    if (controller.leader === NOBODY_LEADS) change(s, controller.isr);
  };
};
