import { withRules, type Protocol } from '#checker/dsl';
import { cluster } from '#model/delivery/cluster';
import { commitsBelowMinimum, truncatesByKip279, writesIsr } from '#model/delivery/history';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import type { DeliveryMutant } from '../mutant.js';
import { flawed, type Delivery, type Flaw } from './flaw.js';

type Size = Parameters<typeof cluster>[1];
type Budget = Parameters<typeof cluster>[2];
const designed = (size: Size, budget: Budget): Delivery => cluster(asDesigned, size, budget);
const kip279 = (size: Size, budget: Budget): Delivery => withRules(designed(size, budget), truncatesByKip279);

const two = { brokers: 2 };
const twoRecords = { brokers: 2, records: 2 };
const longLogs = { brokers: 2, records: 2, logSize: 2 };
const minOne = { brokers: 2, minInsyncReplicas: 1 };
const three = { brokers: 3 };
const twoOfThree = { brokers: 3, outOfSync: 1 };

/**
 * Kafka as designed, and some as it was, in clusters just large enough to show what a flaw does. In each of them all holds
 * that has to.
 */
export const baselines = {
  '2 brokers, a shrink': designed(two, { leaderShrinkIsr: 1 }),
  '2 brokers, 2 elections': designed(two, { controllerElectLeader: 2 }),
  '2 brokers, 2 records, 2 elections': designed(twoRecords, { controllerElectLeader: 2 }),
  '2 brokers, 2 records, 3 elections': designed(twoRecords, { controllerElectLeader: 3 }),
  '2 brokers, 2 records, a crash, an election': designed(twoRecords, {
    brokerCrash: 1,
    controllerElectLeader: 1,
  }),
  '2 brokers, logs of 2, 2 elections': designed(longLogs, { controllerElectLeader: 2 }),
  '2 brokers, logs of 2, 3 elections': designed(longLogs, { controllerElectLeader: 3 }),
  '2 brokers, min ISR 1, a shrink, a crash': designed(minOne, { leaderShrinkIsr: 1, brokerCrash: 1 }),
  '2 brokers, min ISR 1, a shrink, 2 crashes': designed(minOne, { leaderShrinkIsr: 1, brokerCrash: 2 }),
  '2 brokers, min ISR 2, a shrink, 2 crashes': designed(two, { leaderShrinkIsr: 1, brokerCrash: 2 }),
  '2 brokers, 2 crashes': designed(two, { brokerCrash: 2 }),
  '2 brokers, a zombie, a shutdown': designed(two, { controllerFenceRunning: 1, brokerShutDown: 1 }),
  '2 brokers, a lost disk': designed(two, { brokerLoseDisk: 1 }),
  '2 brokers, a power loss': designed(two, { brokerPowerLoss: 1 }),
  '2 brokers, a power loss, an election': designed(two, { brokerPowerLoss: 1, controllerElectLeader: 1 }),

  '3 brokers, 3 elections': designed(three, { controllerElectLeader: 3 }),
  '3 brokers, 4 elections': designed(three, { controllerElectLeader: 4 }),
  '3 brokers, 2 records, 2 elections': designed({ ...three, records: 2 }, { controllerElectLeader: 2 }),
  '3 brokers, a crash, an election': designed(three, { brokerCrash: 1, controllerElectLeader: 1 }),
  '3 brokers, a shrink, an election': designed(three, { leaderShrinkIsr: 1, controllerElectLeader: 1 }),
  '3 brokers, a shrink, a zombie': designed(three, { leaderShrinkIsr: 1, controllerFenceRunning: 1 }),
  '3 brokers, a shrink, a power loss': designed(three, { leaderShrinkIsr: 1, brokerPowerLoss: 1 }),

  '2 in sync of 3, an election': designed(twoOfThree, { controllerElectLeader: 1 }),
  '2 in sync of 3, logs of 2, an election': designed(
    { ...longLogs, ...twoOfThree },
    { controllerElectLeader: 1 },
  ),
  '2 in sync of 3, 2 elections': designed(twoOfThree, { controllerElectLeader: 2 }),
  '2 in sync of 3, a shrink, an election': designed(twoOfThree, {
    leaderShrinkIsr: 1,
    controllerElectLeader: 1,
  }),
  '2 in sync of 3, a power loss, an election': designed(twoOfThree, {
    brokerPowerLoss: 1,
    controllerElectLeader: 1,
  }),

  'flushed at once: 2 brokers, 2 power losses, 2 crashes': withRules(
    designed(two, { brokerPowerLoss: 2, brokerCrash: 2 }),
    {
      flushesEveryRecord: true,
    },
  ),
  'up to 3.6: 2 brokers, a shrink': withRules(designed(two, { leaderShrinkIsr: 1 }), commitsBelowMinimum),
  'up to 2.6: 2 in sync of 3, 2 elections': withRules(
    kip279(twoOfThree, { controllerElectLeader: 2 }),
    writesIsr,
  ),
  'KIP-279: 2 brokers, 2 records, 2 elections': kip279(twoRecords, { controllerElectLeader: 2 }),
  'KIP-279: 2 brokers, 2 records, 3 elections': kip279(twoRecords, { controllerElectLeader: 3 }),
  'KIP-279: 2 brokers, logs of 2, 3 elections': kip279(longLogs, { controllerElectLeader: 3 }),
  'KIP-279: 3 brokers, 2 records, 2 elections': kip279(
    { ...three, records: 2 },
    { controllerElectLeader: 2 },
  ),
} satisfies Readonly<Record<string, Protocol>>;
type Baseline = keyof typeof baselines;

const mutant = (
  baseline: Baseline,
  flaws: Flaw | readonly Flaw[],
  fate: DeliveryMutant['fate'],
): DeliveryMutant => ({ baseline, protocol: flawed(baselines[baseline], ...[flaws].flat()), fate });

type KilledBy = Readonly<Record<string, number | 'never seen'>>;
/** These properties find it out, each in so many steps. */
export const killed = (
  baseline: Baseline,
  flaws: Flaw | readonly Flaw[],
  killedBy: KilledBy,
): DeliveryMutant => mutant(baseline, flaws, { killedBy });
/** All holds, in so many states, or in the same as before: then what is missing was said twice. */
export const survives = (
  baseline: Baseline,
  flaws: Flaw | readonly Flaw[],
  states: number | 'in the same states',
): DeliveryMutant => mutant(baseline, flaws, { survives: states });
