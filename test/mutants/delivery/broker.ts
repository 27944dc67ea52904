import { brokers } from '#model/delivery/broker';
import { fromZero } from '#model/delivery/actions/broker/stop';
import type { ReadBroker } from '#model/delivery/state';
import type { DeliveryMutants } from '../mutant.js';
import { killed, survives } from './baselines.js';
import { choosing, guardedBy, mended, unguarded, type ByBroker } from './flaw.js';

interface Stops {
  readonly broker: ReadBroker;
  readonly survive: number;
  readonly checkpoint: number;
}

/** What is wrong with how brokers stop and start. Some of it is more than can happen, and nothing is lost by it. */
export const broker: DeliveryMutants = {
  // It follows, and takes over its leader's; or it leads, as the last member, and what has not risen commits nothing.
  // Consumers are not that patient: see the slices.
  'a broker that crashes has any high watermark afterwards': survives(
    '2 brokers, 2 crashes',
    unguarded('brokerCrash'),
    3_559,
  ),
  // Nobody cuts to it any more.
  'a broker has no high watermark when it starts (KAFKA-769)': survives(
    '2 brokers, 2 crashes',
    { reloads: fromZero },
    1_567,
  ),
  // Nothing was ever written in that epoch, so that its next fetch makes it cut just that.
  'a broker that crashes keeps the epoch that it has opened': survives(
    '2 brokers, 2 crashes',
    mended<ByBroker, number>(
      ['brokerCrash'],
      ({ broker }) => broker.openedEpoch,
      ({ broker }, _, openedEpoch) => {
        broker.openedEpoch = openedEpoch;
      },
    ),
    2_167,
  ),
  // They fail when it starts, since it follows.
  'produces wait on at a broker that crashes': survives(
    '2 brokers, 2 records, a crash, an election',
    mended<ByBroker, readonly (readonly [number, number])[]>(
      ['brokerCrash'],
      (_, { purgatory }) => purgatory.map(({ broker, requiredOffset }) => [broker, requiredOffset]),
      (_, { purgatory }, waited) =>
        waited.forEach(([broker, requiredOffset], record) => {
          purgatory[record]!.broker = broker;
          purgatory[record]!.requiredOffset = requiredOffset;
        }),
    ),
    1_454,
  ),
  // The same as of one that crashes.
  'a broker that loses power has any high watermark afterwards': survives(
    '2 brokers, a power loss, an election',
    guardedBy<Stops>(
      ['brokerPowerLoss'],
      ({ broker, survive }) => survive >= broker.flushedOffset && survive < broker.log.endOffset,
    ),
    987,
  ),
  // It is a crash.
  'a broker that loses power loses nothing': survives(
    '2 brokers, a power loss, an election',
    guardedBy<Stops>(
      ['brokerPowerLoss'],
      ({ broker, survive, checkpoint }) =>
        survive >= broker.flushedOffset &&
        survive <= broker.log.endOffset &&
        checkpoint <= Math.min(broker.highWatermark, survive),
    ),
    1_464,
  ),
  'a broker that loses power loses what was on its disk': killed(
    'flushed at once: 2 brokers, 2 power losses, 2 crashes',
    guardedBy<Stops>(
      ['brokerPowerLoss'],
      ({ broker, survive, checkpoint }) =>
        survive < broker.log.endOffset && checkpoint <= Math.min(broker.highWatermark, survive),
    ),
    { 'acked-somewhere': 5, 'candidate-complete': 8 },
  ),
  'a record is not flushed at once': killed(
    'flushed at once: 2 brokers, 2 power losses, 2 crashes',
    { flushesEveryRecord: false },
    { 'acked-somewhere': 5, 'candidate-complete': 8 },
  ),
  // It is a crash.
  'a disk is lost that has nothing on it': survives(
    '2 brokers, a lost disk',
    unguarded('brokerLoseDisk'),
    179,
  ),
  // A shutdown begins with a fence.
  'who is fenced is shut down': survives(
    '2 brokers, a zombie, a shutdown',
    unguarded('brokerShutDown'),
    'in the same states',
  ),

  'a broker starts again before its session is over': killed(
    '2 brokers, a power loss',
    unguarded('brokerRestart'),
    { 'acked-kept': 5, 'candidate-complete': 5, 'acked-somewhere': 6 },
  ),
  'a broker starts again in its old session': killed(
    '2 brokers, a power loss',
    [
      unguarded('brokerRestart'),
      mended<ByBroker, number>(
        ['brokerRestart'],
        ({ broker }, { controller }) => controller.brokers[broker.id]!.epoch,
        ({ broker }, { controller }, epoch) => {
          controller.brokers[broker.id]!.epoch = epoch;
        },
      ),
    ],
    { 'acked-kept': 5, 'candidate-complete': 5, 'acked-somewhere': 6 },
  ),
  'a broker that starts again has its old broker epoch': killed(
    '2 in sync of 3, a power loss, an election',
    mended<ByBroker, number>(
      ['brokerRestart'],
      ({ broker }, { controller }) => controller.brokers[broker.id]!.epoch,
      ({ broker }, { controller }, epoch) => {
        controller.brokers[broker.id]!.epoch = epoch;
      },
    ),
    { 'candidate-complete': 10, 'acked-kept': 12 },
  ),
  // It has all metadata at once in the model, and is in no ISR but as the last member.
  'a broker is not fenced when it starts': survives(
    '2 brokers, a power loss, an election',
    mended<ByBroker, void>(
      ['brokerRestart'],
      () => {},
      ({ broker }, { controller }) => {
        controller.brokers[broker.id]!.fenced = false;
      },
    ),
    497,
  ),
  // It is fenced, and so in no ISR but as the last member.
  'a broker that runs registers again': survives(
    '2 brokers, a power loss, an election',
    choosing('brokerRestart', { broker: brokers }),
    5_386,
  ),
};
