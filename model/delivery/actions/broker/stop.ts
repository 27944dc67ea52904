import { eachUpTo, plus } from '#checker/dsl';
import { action, runningBrokers } from '../../broker.js';
import { truncate } from '../../log.js';
import { forgetLeading } from '../../metadata.js';
import { fence } from '../../partition-change.js';
import { failProduces } from '../../purgatory.js';
import { hasEpochsLeft } from '../../room.js';
import type { Rules } from '../../rules.js';
import { logSize, NO_EPOCH, NOBODY_LEADS, type Broker, type State } from '../../state.js';
import { brokerName } from '../../tells.js';

/**
 * A process ends: all that it only had in memory is gone. An epoch that was opened at the end of the log and has no
 * record is gone too when the log is loaded again (LogLoader.load, LeaderEpochFileCache.truncateFromEndAsyncFlush).
 */
function stop(broker: Broker, s: State): void {
  broker.running = false;
  broker.metadata.leader = NOBODY_LEADS;
  broker.metadata.leaderEpoch = broker.metadata.partitionEpoch = NO_EPOCH;
  forgetLeading(broker);
  broker.asFollower.truncating = false;
  broker.openedEpoch = NO_EPOCH;
  failProduces(broker, s);
}

/**
 * The process dies, and the machine goes on. The page cache keeps the log. Of the high watermark there is what the last
 * checkpoint has, at most five seconds old (replication-offset-checkpoint): any value that it had since it was zero.
 *
 * A checkpoint from before a high watermark went back may be higher than the model's, up to the end of the log. As long
 * as nothing that was committed is lost, these are records that were committed; after a loss Kafka may begin higher than
 * here.
 * Partition.createLog, ReplicaManager.checkpointHighWatermarks.
 */
export const brokerCrash = ({ reloads }: Rules) =>
  action({
    kind: 'fault',
    choose: { broker: runningBrokers, checkpoint: eachUpTo<State>(logSize) },
    when: ({ broker, checkpoint }) => checkpoint <= broker.highWatermark,
    then: ({ broker, checkpoint }, s) => {
      broker.highWatermark = reloads(checkpoint);
      stop(broker, s);
    },
    says: ({ broker, checkpoint }) =>
      `${brokerName(broker.id)} crashes, and keeps its log; its high watermark is on the disk as ${reloads(checkpoint)}`,
  });

/**
 * The machine loses power, and with it whatever of the log was not on the disk: of the records from the flushed offset on
 * any number is left, but not all of them (else it is a crash).
 *
 * Writing back pages in the background needs no step: it takes away some of these outcomes. Nor does power loss after a
 * crash: nobody saw the log in between. Recovery cuts at the first bad batch, so that a prefix is left; it flushes
 * nothing.
 * LogLoader.recoverLog, LogSegment.recover.
 */
export const brokerPowerLoss = ({ reloads }: Rules) =>
  action({
    kind: 'fault',
    choose: {
      broker: runningBrokers,
      survive: eachUpTo<State>(logSize),
      checkpoint: eachUpTo<State>(logSize),
    },
    when: ({ broker, survive, checkpoint }) =>
      survive >= broker.flushedOffset &&
      survive < broker.log.endOffset &&
      checkpoint <= Math.min(broker.highWatermark, survive),
    then: ({ broker, survive, checkpoint }, s) => {
      truncate(broker, survive);
      broker.flushedOffset = survive;
      broker.highWatermark = reloads(checkpoint);
      stop(broker, s);
      s.history.lossy = plus(s.history.lossy, broker);
    },
    says: ({ broker, survive, checkpoint }) =>
      `${brokerName(broker.id)} loses power, and ${survive === 0 ? 'nothing of its log is left' : `its log is left below offset ${survive}`}; its high watermark is on the disk as ${reloads(checkpoint)}`,
  });

/**
 * The process ends, and before it starts again its disk is lost, or replaced by an empty one. With an empty log there is
 * nothing to lose.
 * KIP-903, Motivation.
 */
export const brokerLoseDisk = () =>
  action({
    kind: 'fault',
    choose: { broker: runningBrokers },
    when: ({ broker }) => broker.log.endOffset > 0,
    then: ({ broker }, s) => {
      truncate(broker, 0);
      stop(broker, s);
      s.history.lossy = plus(s.history.lossy, broker);
    },
    says: ({ broker }) => `${brokerName(broker.id)} stops, and its disk is lost`,
  });

/**
 * A broker is shut down. The controller takes it out first, as if it were fenced, and lets it stop when it leads nothing
 * (and all active brokers know that, which the model does not wait for: it allows more). Then it writes all that it has
 * to its disk, the high watermark too.
 *
 * One step: a broker that the controller has taken out, and that has yet to learn it, is what controllerFenceRunning is
 * for. Being fenced stands for being in controlled shutdown too. One that is fenced already only crashes.
 * BrokerHeartbeatManager.calculateNextBrokerState, LogManager.shutdown.
 */
export const brokerShutDown = (rules: Rules) => {
  const takeOut = fence(rules);
  return action({
    kind: 'fault',
    choose: { broker: runningBrokers },
    when: ({ broker }, { controller }) => !controller.brokers[broker.id]!.fenced,
    room: { partitionEpochs: hasEpochsLeft },
    then: ({ broker }, s) => {
      takeOut(broker, s);
      broker.flushedOffset = broker.log.endOffset;
      broker.highWatermark = rules.reloads(broker.highWatermark);
      stop(broker, s);
    },
    says: ({ broker }) => `${brokerName(broker.id)} is shut down in good order`,
  });
};

/** A replica begins with the high watermark of its checkpoint. */
export const fromCheckpoint = (checkpoint: number): number => checkpoint;
/** In 0.8, before its release, it began with none (KAFKA-769). */
export const fromZero = (): number => 0;
