import { minus } from '#checker/dsl';
import { action, stoppedBrokers } from '../../broker.js';
import { applyVersion } from '../../metadata.js';
import { unfence } from '../../partition-change.js';
import { hasEpochsLeft } from '../../room.js';
import type { Rules } from '../../rules.js';
import type { Broker, ReadBroker, Seen, State } from '../../state.js';
import { brokerName } from '../../tells.js';

/** A process starts, registers, and applies the newest metadata. */
const start = (rules: Rules) => {
  const apply = applyVersion(rules);
  return (broker: Broker, s: State): void => {
    s.controller.brokers[broker.id]!.epoch++;
    s.history.lossy = minus(s.history.lossy, broker);
    broker.running = true;
    apply(broker, s.controller, s);
  };
};
const isFenced = ({ broker }: { broker: ReadBroker }, { controller }: Seen): boolean =>
  controller.brokers[broker.id]!.fenced;
const hasBrokerEpochsLeft = ({ broker }: { broker: ReadBroker }, { controller, bounds }: Seen): boolean =>
  controller.brokers[broker.id]!.epoch < bounds.brokerEpochs;

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
  const restart = start(rules);
  return action({
    kind: 'heal',
    choose: { broker: stoppedBrokers },
    when: isFenced,
    room: { brokerEpochs: hasBrokerEpochsLeft },
    then: ({ broker }, s) => restart(broker, s),
    says: ({ broker }) => `${brokerName(broker.id)} starts again, and registers`,
  });
};

/**
 * With ZooKeeper a broker that starts again is taken for alive as soon as it has registered, and only then told whom to
 * fetch from: first what there is, and then, if nobody leads, who does now.
 *
 * The controller may not notice a broker that is back at once, up to 2.1 (KIP-380); here it always does.
 * KafkaController.onBrokerStartup of 2.1.
 */
export const brokerRestartAlive = (rules: Rules) => {
  const restart = start(rules);
  const letIn = unfence(rules);
  return action({
    kind: 'heal',
    choose: { broker: stoppedBrokers },
    when: isFenced,
    room: { brokerEpochs: hasBrokerEpochsLeft, partitionEpochs: hasEpochsLeft },
    then: ({ broker }, s) => {
      restart(broker, s);
      letIn(broker, s);
    },
    says: ({ broker }) => `${brokerName(broker.id)} starts again, and is taken for alive at once`,
  });
};
