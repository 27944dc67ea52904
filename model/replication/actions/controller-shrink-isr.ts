import { has, minus, only } from '#checker/dsl';
import { epochsLeft, sendLeaderAndIsr } from '../controller.js';
import { action, replicas } from '../replica.js';
import { NO_LEADER } from '../state.js';
import { replicaName } from '../tells.js';

/**
 * The controller takes a broker to have failed, and takes its replica out of the ISR. If that was the leader, there is
 * none until the next election, and if it was the last member too, it stays in the ISR.
 *
 * The broker need not have failed: its ZooKeeper session ran out, and it may go on for as long as it likes. Without a
 * leader the last member can be taken out as well, as in KafkaReplication.tla, ControllerShrinkIsr; Kafka's controller
 * keeps it. To allow more behaviours than Kafka has is sound for what is found to hold.
 */
export const controllerShrinkIsr = () =>
  action({
    choose: { failed: replicas },
    when: ({ failed }, { quorum }) => quorum.leader === failed.id || has(quorum.isr, failed),
    room: { leaderEpochs: epochsLeft },
    then: ({ failed }, s) => {
      const { leader, isr } = s.quorum;
      if (leader !== failed.id) sendLeaderAndIsr(s, leader, minus(isr, failed));
      else sendLeaderAndIsr(s, NO_LEADER, isr === only(failed) ? isr : minus(isr, failed));
    },
    says: ({ failed }) => `the controller takes ${replicaName(failed.id)} for failed`,
  });
