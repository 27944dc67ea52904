import { minus } from '#checker/dsl';
import { action, stoppedBrokers } from '../../broker.js';
import { applyVersion } from '../../metadata.js';
import type { Rules } from '../../rules.js';

/**
 * A broker that stopped starts again: it registers, which gives it a new broker epoch, and then applies the newest
 * metadata. The controller lets it register only once its former session is over, which takes it out as a fence does, and
 * it is fenced at first. What it applies first is all that ever happened, as one delta.
 *
 * One step: before it has registered, nobody can reach a broker. It may fetch by then (BrokerServer.startup), by older
 * metadata and with a broker epoch of -1, which KIP-903 lets pass. That, and what a second loss of its disk would make of
 * it, is left out.
 * ClusterControlManager.registerBroker, MetadataLoader.initializeNewPublishers.
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
