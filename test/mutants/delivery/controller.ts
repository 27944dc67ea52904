import { has, limit, minus, only, plus, type IdSet } from '#checker/dsl';
import { brokers } from '#model/delivery/broker';
import { NOBODY_LEADS, type ReadBroker } from '#model/delivery/state';
import type { DeliveryMutants } from '../mutant.js';
import { killed, survives } from './baselines.js';
import { choosing, guardedBy, mended, unguarded, type ByBroker, type Delivery } from './flaw.js';

const elects = ['controllerElectLeader'];
const fences = ['controllerFenceStopped', 'controllerFenceRunning'];
interface Elects {
  readonly newLeader: ReadBroker;
}
const operatorElectsOnce = (whole: Delivery): Delivery => limit(whole, { controllerElectUncleanLeader: 1 });

/** What is wrong with whom the controller elects, and whom it takes for gone. */
export const controller: DeliveryMutants = {
  'leadership moves to who is not in the ISR': killed(
    '2 in sync of 3, an election',
    guardedBy<Elects>(
      elects,
      ({ newLeader }, { controller }) =>
        controller.leader !== NOBODY_LEADS &&
        controller.leader !== newLeader.id &&
        !controller.brokers[newLeader.id]!.fenced,
    ),
    { 'acked-kept': 5, 'candidate-complete': 7 },
  ),
  // Whoever is fenced is in no ISR of which somebody leads: it is taken out, and cannot come back.
  'leadership moves to who is fenced': survives(
    '3 brokers, a crash, an election',
    guardedBy<Elects>(
      elects,
      ({ newLeader }, { controller }) =>
        controller.leader !== NOBODY_LEADS &&
        controller.leader !== newLeader.id &&
        has(controller.isr, newLeader),
    ),
    'in the same states',
  ),
  // Nobody leads as long as nobody can.
  'leadership moves where nobody leads': survives(
    '3 brokers, a crash, an election',
    guardedBy<Elects>(
      elects,
      ({ newLeader }, { controller }) =>
        controller.leader !== newLeader.id &&
        has(controller.isr, newLeader) &&
        !controller.brokers[newLeader.id]!.fenced,
    ),
    'in the same states',
  ),
  // It is a new leader epoch like any other.
  'leadership moves to who leads': survives(
    '2 brokers, 2 records, 3 elections',
    guardedBy<Elects>(
      elects,
      ({ newLeader }, { controller }) =>
        controller.leader !== NOBODY_LEADS &&
        has(controller.isr, newLeader) &&
        !controller.brokers[newLeader.id]!.fenced,
    ),
    3_209,
  ),
  'a new leader has no leader epoch of its own': killed(
    '2 brokers, 2 records, 2 elections',
    mended<Elects, void>(
      elects,
      () => {},
      (_, { controller }) => {
        controller.leaderEpoch--;
      },
    ),
    { 'leader-unique-per-epoch': 2, 'follower-prefix': 6, 'acked-kept': 8 },
  ),
  'a new leader has no partition epoch of its own': killed(
    '2 brokers, 2 elections',
    mended<Elects, void>(
      elects,
      () => {},
      (_, { controller }) => {
        controller.partitionEpoch--;
      },
    ),
    { 'some-log-is-cut': 'never seen' },
  ),
  'a new leader is the whole ISR': killed(
    '2 brokers, a power loss, an election',
    mended<Elects, void>(
      elects,
      () => {},
      ({ newLeader }, { controller }) => {
        controller.isr = only(newLeader);
      },
    ),
    { 'candidate-complete': 7, 'acked-kept': 9 },
  ),
  'unclean election': killed(
    '2 brokers, min ISR 1, a shrink, a crash',
    { electsUnclean: true },
    { 'candidate-complete': 6, 'acked-kept': 7, 'some-partition-without-leader': 'never seen' },
  ),
  'unclean election by an operator': killed('2 brokers, min ISR 1, a shrink, a crash', operatorElectsOnce, {
    'candidate-complete': 7,
    'acked-kept': 8,
  }),
  'unclean election by an operator, whoever leads': killed(
    '2 brokers, a power loss',
    [operatorElectsOnce, unguarded('controllerElectUncleanLeader')],
    { 'acked-kept': 7, 'candidate-complete': 7 },
  ),

  'who is fenced stays in the ISR': killed(
    '2 brokers, a power loss, an election',
    mended<ByBroker, IdSet>(
      fences,
      (_, { controller }) => controller.isr,
      (_, { controller }, isr) => {
        controller.isr = isr;
      },
    ),
    { 'candidate-complete': 6, 'acked-kept': 9 },
  ),
  'who is fenced goes on leading': killed(
    '2 brokers, a power loss',
    mended<ByBroker, readonly [number, number]>(
      fences,
      (_, { controller }) => [controller.leader, controller.leaderEpoch],
      (_, { controller }, [leader, leaderEpoch]) => {
        controller.leader = leader;
        controller.leaderEpoch = leaderEpoch;
      },
    ),
    { 'acked-kept': 6, 'candidate-complete': 7 },
  ),
  // It is out of the ISR already, or its last member, which stays.
  'who is fenced is fenced again': survives(
    '2 brokers, a zombie, a shutdown',
    unguarded(...fences),
    'in the same states',
  ),
  // Nobody leads ever after, which loses nothing.
  'the last member of the ISR is taken out': survives(
    '2 brokers, min ISR 1, a shrink, a crash',
    mended<ByBroker, void>(
      fences,
      () => {},
      ({ broker }, { controller }) => {
        controller.isr = minus(controller.isr, broker);
      },
    ),
    784,
  ),
  'who is no more fenced is in the ISR': killed(
    '2 brokers, a power loss, an election',
    mended<ByBroker, void>(
      ['controllerUnfence'],
      () => {},
      ({ broker }, { controller }) => {
        controller.isr = plus(controller.isr, broker);
        controller.partitionEpoch++;
      },
    ),
    { 'quorum-superset': 6, 'candidate-complete': 7, 'acked-kept': 9 },
  ),
  'who is no more fenced leads, if nobody does': killed(
    '2 brokers, min ISR 1, a shrink, 2 crashes',
    mended<ByBroker, boolean>(
      ['controllerUnfence'],
      (_, { controller }) => controller.leader === NOBODY_LEADS,
      ({ broker }, { controller }, nobodyLed) => {
        if (!nobodyLed || controller.leader !== NOBODY_LEADS) return;
        controller.leader = broker.id;
        controller.leaderEpoch++;
        controller.partitionEpoch++;
      },
    ),
    { 'acked-kept': 9, 'candidate-complete': 11 },
  ),
  // There is nothing to change, or somebody leads.
  'who is not fenced is unfenced': survives(
    '2 brokers, 2 crashes',
    unguarded('controllerUnfence'),
    'in the same states',
  ),
  // It may be elected, if it is the last member of the ISR, and then does not lead before it has started again.
  'who has stopped is unfenced': survives(
    '2 brokers, 2 crashes',
    choosing('controllerUnfence', { broker: brokers }),
    17_990,
  ),
};
