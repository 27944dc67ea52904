import { has } from '#checker/dsl';
import { epochsLeft, sendLeaderAndIsr } from '../controller.js';
import { action, replicas } from '../replica.js';
import { replicaName } from '../tells.js';

/**
 * The controller elects another leader from the ISR: a clean election.
 *
 * Why it does is left open, so that it may at any time: a failed leader, a preferred one that is back, an operator.
 * KafkaReplication.tla, ControllerElectLeader.
 */
export const controllerElectLeader = () =>
  action({
    choose: { newLeader: replicas.where((replica, { quorum }) => has(quorum.isr, replica)) },
    when: ({ newLeader }, { quorum }) => quorum.leader !== newLeader.id,
    room: { leaderEpochs: epochsLeft },
    then: ({ newLeader }, s) => sendLeaderAndIsr(s, newLeader.id, s.quorum.isr),
    says: ({ newLeader }) => `the controller elects ${replicaName(newLeader.id)}`,
  });
