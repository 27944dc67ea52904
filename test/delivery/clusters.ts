import { withRules, type Protocol } from '#checker/dsl';
import { atAnyVersion } from '#model/delivery/alter-partition-answered/actions/leader-apply-known-version';
import { cluster } from '#model/delivery/cluster';
import answered from '#model/delivery/protocols/kafka-alter-partition-answered';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import asShipped from '#model/delivery/protocols/kafka-as-shipped';
import inOrder from '#model/delivery/protocols/kafka-metadata-in-order';
import { inEveryNewEpoch } from '#model/delivery/purgatory';

type Size = Parameters<typeof cluster>[1];
type Budget = Parameters<typeof cluster>[2];

const three = { brokers: 3 };
const allInSync = { brokers: 3, minInsyncReplicas: 3 };
const elections = (times: number): Budget => ({ controllerElectLeader: times });
const lossOfPower = { brokerPowerLoss: 1 };

/** Kafka in one cluster, as it is designed and as it is shipped, and in two ways to mend what is shipped. */
const variants = (name: string, size: Size, budget: Budget): Readonly<Record<string, Protocol>> => {
  const shipped = cluster(asShipped, size, budget);
  return {
    [`as designed: ${name}`]: cluster(asDesigned, size, budget),
    [`as shipped: ${name}`]: shipped,
    [`as shipped, with PR 633: ${name}`]: withRules(shipped, { failsPurgatory: inEveryNewEpoch }),
    [`as shipped, metadata in order: ${name}`]: cluster(inOrder, size, budget),
  };
};

/** A leader that has the answer to an AlterPartition before the metadata, and then forgets, or keeps, what it has proposed. */
const answerFirst = (name: string, size: Size, budget: Budget): Readonly<Record<string, Protocol>> => {
  const keeps = cluster(answered, size, budget);
  return {
    [`forgets: ${name}`]: withRules(keeps, { forgetsProposal: atAnyVersion }),
    [`keeps: ${name}`]: keeps,
  };
};

/** What tests of the protocols search, each by its name. */
export const protocols: Readonly<Record<string, Protocol>> = {
  ...variants('2 elections', three, elections(2)),
  ...variants('2 elections, min ISR 3', allInSync, elections(2)),
  ...variants('an election, a zombie', three, { ...elections(1), controllerFenceRunning: 1 }),
  ...variants('3 elections', three, elections(3)),
  ...answerFirst('2 join, an election', { brokers: 3, outOfSync: 2 }, elections(1)),
  ...answerFirst(
    '2 join, an election, min ISR 3',
    { brokers: 3, outOfSync: 2, minInsyncReplicas: 3 },
    elections(1),
  ),
  ...answerFirst('2 join, a crash', { brokers: 3, outOfSync: 2 }, { brokerCrash: 1 }),
  ...answerFirst(
    'a shrink, an election',
    { brokers: 3, outOfSync: 0 },
    { leaderShrinkIsr: 1, ...elections(1) },
  ),
  ...answerFirst('a shrink, a crash', { brokers: 3, outOfSync: 0 }, { leaderShrinkIsr: 1, brokerCrash: 1 }),
  'as designed: min ISR 3, a power loss': cluster(asDesigned, allInSync, lossOfPower),
  'as designed: a power loss, a crash': cluster(asDesigned, three, { ...lossOfPower, brokerCrash: 1 }),
};
