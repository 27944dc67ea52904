import { action, runningBrokers, stoppedBrokers } from '../../broker.js';
import { fence, unfence } from '../../partition-change.js';
import { hasEpochsLeft } from '../../room.js';
import type { Rules } from '../../rules.js';
import { brokerName } from '../../tells.js';

/**
 * The session of a broker that stopped expires: the controller fences it, takes it out of the ISR, and replaces it as the
 * leader. It heals, and is never limited.
 * ReplicationControlManager.handleBrokerFenced.
 */
export const controllerFenceStopped = (rules: Rules) => {
  const takeOut = fence(rules);
  return action({
    kind: 'heal',
    choose: { broker: stoppedBrokers },
    when: ({ broker }, { controller }) => !controller.brokers[broker.id]!.fenced,
    room: { partitionEpochs: hasEpochsLeft },
    then: ({ broker }, s) => takeOut(broker, s),
    says: ({ broker }) => `the controller notices that ${brokerName(broker.id)} is down, and fences it`,
  });
};

/**
 * The same happens to a broker that runs, since its heartbeats are late. It goes on as it was until it learns: a leader
 * as a zombie.
 * ReplicationControlManager.maybeFenceOneStaleBroker.
 */
export const controllerFenceRunning = (rules: Rules) => {
  const takeOut = fence(rules);
  return action({
    kind: 'fault',
    choose: { broker: runningBrokers },
    when: ({ broker }, { controller }) => !controller.brokers[broker.id]!.fenced,
    room: { partitionEpochs: hasEpochsLeft },
    then: ({ broker }, s) => takeOut(broker, s),
    says: ({ broker }) => `the controller fences ${brokerName(broker.id)}, which still runs`,
  });
};

/**
 * The controller hears of a fenced broker that it has all metadata up to its registration, as it has here from the start:
 * it is active again.
 * BrokerHeartbeatManager.calculateNextBrokerState.
 */
export const controllerUnfence = (rules: Rules) => {
  const letIn = unfence(rules);
  return action({
    kind: 'heal',
    choose: { broker: runningBrokers },
    when: ({ broker }, { controller }) => controller.brokers[broker.id]!.fenced,
    room: { partitionEpochs: hasEpochsLeft },
    then: ({ broker }, s) => letIn(broker, s),
    says: ({ broker }) => `the controller unfences ${brokerName(broker.id)}`,
  });
};
