import { minus } from '#checker/dsl';
import { action, stoppedBrokers } from '../../broker.js';
import { applyVersion } from '../../metadata.js';
import type { Rules } from '../../rules.js';

/**
 * A broker that stopped starts again: it registers, which gives it a new broker epoch, and then applies the newest metadata.
 * The controller lets it register only once its former session is over, and it is fenced at first. One step: before it
 * knows the metadata, a broker does nothing.
 * ClusterControlManager.registerBroker, BrokerMetadataPublisher.initializeManagers.
 */
export const brokerRestart = (rules: Rules) => {
  const apply = applyVersion(rules);
  return action({
    kind: 'heal',
    choose: { broker: stoppedBrokers },
    when: ({ broker }, { controller }) => controller.brokers[broker.id]!.fenced,
    room: {
      brokerEpochs: ({ broker }, { controller, bounds }) =>
        controller.brokers[broker.id]!.epoch < bounds.brokerEpochs,
    },
    then: ({ broker }, s) => {
      s.controller.brokers[broker.id]!.epoch++;
      s.history.lossy = minus(s.history.lossy, broker);
      broker.running = true;
      apply(broker, s.controller, s);
    },
  });
};
