import { NOBODY, type IdSet } from '#checker/dsl';
import { advanceHighWatermark } from './high-watermark.js';
import { truncate } from './log.js';
import { failProduces } from './purgatory.js';
import type { Rules } from './rules.js';
import { NOBODY_LEADS, UNKNOWN_OFFSET, type Broker, type State } from './state.js';
import { hasEpochs } from './truncation.js';

/** A version of the partition, as the controller committed it. */
export interface Version {
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly isr: IdSet;
}

/** What a broker knows only as a leader is gone when it is none (Partition.makeFollower, updateAssignmentAndIsr). */
export function forgetLeading({ asLeader }: Broker): void {
  asLeader.isr = asLeader.proposedIsr = NOBODY;
  asLeader.leaderEpochStartOffset = 0;
  for (const follower of asLeader.followers) follower.endOffset = UNKNOWN_OFFSET;
}

/** A broker takes over a newer version of the partition than the one that it knows, and with it its role. */
export const applyVersion = (rules: Rules) => {
  const lead = makeLeader(rules);
  const follow = makeFollower(rules);
  return (broker: Broker, version: Version, s: State): void => {
    const before = { leader: broker.metadata.leader, leaderEpoch: broker.metadata.leaderEpoch };
    broker.metadata.leader = version.leader;
    broker.metadata.leaderEpoch = version.leaderEpoch;
    broker.metadata.partitionEpoch = version.partitionEpoch;
    const leads = version.leader === broker.id;
    const isNewEpoch = version.leaderEpoch > before.leaderEpoch;
    if (isNewEpoch && rules.failsPurgatory(leads)) failProduces(broker, s);
    if (leads) lead(broker, version, s, isNewEpoch, before.leader !== broker.id);
    else if (isNewEpoch) follow(broker, version, before.leader);
  };
};

/**
 * A broker leads, or goes on leading: it takes over the ISR, and forgets an ISR change of its own that is not settled.
 * Here that is settled then, for the answer to it and the metadata are one. Kafka may have the answer first, begin
 * another change, and forget that one when the same version comes as metadata (updateAssignmentAndIsr, at an equal
 * partition epoch). That is not safe: alter-partition-answered/ has it, and docs/r02.md.
 *
 * In a new leader epoch it opens that epoch at the end of its log, which it does not cut, and starts from the high
 * watermark that it had as a follower.
 *
 * Whether it forgets its followers then is the rule that R01 is about: docs/r01.md.
 * Partition.makeLeader, Replica.resetReplicaState.
 */
const makeLeader = (rules: Rules) => {
  const advance = advanceHighWatermark(rules);
  return (
    broker: Broker,
    { leaderEpoch, isr }: Version,
    s: State,
    isNewEpoch: boolean,
    isNewLeader: boolean,
  ): void => {
    const { asLeader } = broker;
    asLeader.isr = isr;
    asLeader.proposedIsr = NOBODY;
    if (isNewEpoch) {
      broker.asFollower.truncating = false;
      asLeader.leaderEpochStartOffset = broker.log.endOffset;
      if (rules.opensEpoch) broker.openedEpoch = leaderEpoch;
      if (rules.forgetsFollowers(isNewLeader))
        for (const follower of asLeader.followers) follower.endOffset = UNKNOWN_OFFSET;
    }
    advance(broker, s);
  };
};

/**
 * A broker follows another one, or nobody, in a new leader epoch. In the same epoch it has nothing to do: a follower does
 * not look at the ISR.
 * Partition.makeFollower, ReplicaManager.applyLocalFollowersDelta.
 */
const makeFollower =
  (rules: Rules) =>
  (broker: Broker, { leader }: Version, oldLeader: number): void => {
    forgetLeading(broker);
    if (leader === NOBODY_LEADS || !rules.startsAnew(leader, oldLeader)) return;
    truncateUnlessWhole(broker, rules.cutsLog(broker));
    broker.asFollower.truncating = rules.looksUp !== undefined && hasEpochs(broker);
  };

/** A log that is not cut keeps the epoch that was opened at its end. */
function truncateUnlessWhole(broker: Broker, offset: number): void {
  if (offset < broker.log.endOffset) truncate(broker, offset);
}

/** As shipped (docs/r01.md): only a leader that was none before, as far as it knows, forgets its followers. */
export const whenAnotherLed = (isNewLeader: boolean): boolean => isNewLeader;
/** As designed: also one that is elected again, for another may have led in between, and they have cut their logs. */
export const onEveryEpoch = (): boolean => true;
