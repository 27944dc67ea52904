import { has, only } from '#checker/dsl';
import { action, brokers } from '../../broker.js';
import { activeBrokers, firstOf, nameLeader } from '../../partition-change.js';
import { hasEpochsLeft } from '../../room.js';
import { NOBODY_LEADS } from '../../state.js';
import { brokerName } from '../../tells.js';

/**
 * Leadership moves to another active member of the ISR, though there is a leader: it is the preferred leader's turn, or
 * an operator wants it so. Kafka does that for the first replica of the assignment, which an operator can reorder.
 *
 * A fault, as nobody may count on it to happen.
 * ReplicationControlManager.electLeaders and maybeBalancePartitionLeaders.
 */
export const controllerElectLeader = () =>
  action({
    kind: 'fault',
    choose: { newLeader: brokers },

    when: ({ newLeader }, { controller }) =>
      controller.leader !== NOBODY_LEADS &&
      controller.leader !== newLeader.id &&
      has(controller.isr, newLeader) &&
      !controller.brokers[newLeader.id]!.fenced,

    room: { partitionEpochs: hasEpochsLeft },

    then: ({ newLeader }, { controller }) => nameLeader(controller, newLeader.id),

    says: ({ newLeader }) => `the controller moves leadership to ${brokerName(newLeader.id)}`,
  });

/**
 * An operator has a leader elected outside of the ISR, where nobody else can lead: the first active replica, whatever it
 * has (kafka-leader-election.sh --election-type unclean). It needs no unclean.leader.election.enable.
 * ReplicationControlManager.electLeader.
 */
export const controllerElectUncleanLeader = () =>
  action({
    kind: 'fault',
    choose: { newLeader: brokers },

    when: ({ newLeader }, { controller }) =>
      controller.leader === NOBODY_LEADS && newLeader.id === firstOf(activeBrokers(controller)),

    room: { partitionEpochs: hasEpochsLeft },

    then: ({ newLeader }, { controller }) => {
      controller.isr = only(newLeader);
      nameLeader(controller, newLeader.id);
    },

    says: ({ newLeader }) => `the controller is told to elect ${brokerName(newLeader.id)}, in the ISR or not`,
  });
