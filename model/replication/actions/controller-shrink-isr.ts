import { has, minus, only } from '#checker/dsl';
import { epochsLeft, sendLeaderAndIsr } from '../controller.js';
import { action, replicas } from '../replica.js';
import { NO_LEADER } from '../state.js';

/**
 * The controller takes a broker to have failed, and takes its replica out of the ISR. If that was the leader there is
 * none until the next election; the last member of an ISR stays in it, for only its log is known to be whole.
 *
 * The broker need not have failed: ZooKeeper's session ran out, and it may go on for as long as it likes.
 * KafkaReplication.tla, ControllerShrinkIsr. There, without a leader, the ISR can lose its last member.
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
  });
