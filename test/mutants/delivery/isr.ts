import { has, NOBODY } from '#checker/dsl';
import { runningBrokers, brokers } from '#model/delivery/broker';
import {
  byAlterPartition,
  byConditionalWrite,
  fencedLeaderEpoch,
  ineligibleReplica,
  invalidUpdateVersion,
  reachedHighWatermark,
} from '#model/delivery/isr-change';
import type { AlterPartition, IsrChange, Refusal, Rules } from '#model/delivery/rules';
import type { Broker, ReadBroker, Seen } from '#model/delivery/state';
import type { DeliveryMutants } from '../mutant.js';
import { killed, survives } from './baselines.js';
import { choosing, guardedBy, mended } from './flaw.js';

const shrinks = ['leaderShrinkIsr'];
const refusals = [fencedLeaderEpoch, invalidUpdateVersion, ineligibleReplica];
interface Shrinks {
  readonly leader: ReadBroker;
  readonly follower: ReadBroker;
}
const lets = ({ leader, follower }: Shrinks, s: Seen, { mayLeaveIsr, isrChange }: Rules): boolean =>
  mayLeaveIsr(leader.asLeader.followers[follower.id]!.endOffset, leader) && isrChange.mayBegin(leader, s);

/** A change of the ISR that begins as usual, and is mended by the leader. */
const begins = (mend: (leader: Broker, before: Broker['asLeader']['isr']) => void): IsrChange => ({
  ...byAlterPartition,
  begin: (rules) => {
    const begin = byAlterPartition.begin(rules);
    return (leader, isr, joinerEpoch, s) => {
      begin(leader, isr, joinerEpoch, s);
      mend(leader, isr);
    };
  },
});
/** Without asking whether the partition is still what the leader knows. */
const byWrite: IsrChange = {
  ...byConditionalWrite,
  begin: (rules) => {
    const write = byConditionalWrite.begin(rules);
    return (leader, isr, joinerEpoch, s) => {
      leader.metadata.partitionEpoch = s.controller.partitionEpoch;
      write(leader, isr, joinerEpoch, s);
    };
  },
};
/** The part of a refusal that is about who would join. */
const refusesJoiner = (
  isBad: (joiner: { readonly fenced: boolean; readonly epoch: number }, epoch: number) => boolean,
): Refusal => ({
  ...ineligibleReplica,
  applies: ({ isr, joinerEpoch }, controller) =>
    joinerEpoch >= 0 &&
    controller.brokers.some(
      (broker) => has(isr, broker) && !has(controller.isr, broker) && isBad(broker, joinerEpoch),
    ),
});

/** What is wrong with who is in the ISR, and with how that is decided. */
export const isr: DeliveryMutants = {
  'a follower joins the ISR at the high watermark (up to 2.0)': killed(
    '2 in sync of 3, 2 elections',
    { mayJoinIsr: reachedHighWatermark },
    { 'candidate-complete': 8, 'acked-kept': 10 },
  ),
  'a follower joins the ISR at the start of the epoch': killed(
    '2 in sync of 3, an election',
    { mayJoinIsr: (endOffset, { asLeader }) => endOffset >= asLeader.leaderEpochStartOffset },
    { 'candidate-complete': 5, 'acked-kept': 7 },
  ),
  'a follower joins the ISR wherever it is': killed(
    '2 in sync of 3, an election',
    { mayJoinIsr: () => true },
    { 'candidate-complete': 5, 'acked-kept': 7 },
  ),
  // It may come back, and until then nobody elects it.
  'a follower leaves the ISR though it has all': survives(
    '3 brokers, a shrink, an election',
    { mayLeaveIsr: () => true },
    13_046,
  ),
  'a leader leaves the ISR itself': killed(
    '3 brokers, a shrink, a power loss',
    guardedBy<Shrinks>(
      shrinks,
      (chosen, s, rules) => has(chosen.leader.asLeader.isr, chosen.follower) && lets(chosen, s, rules),
    ),
    { 'acked-kept': 10, 'candidate-complete': 11 },
  ),
  // The ISR is what it was, and has a new partition epoch.
  'a follower leaves the ISR that is not in it': survives(
    '3 brokers, a shrink, a zombie',
    guardedBy<Shrinks>(
      shrinks,
      (chosen, s, rules) => chosen.leader.id !== chosen.follower.id && lets(chosen, s, rules),
    ),
    37_771,
  ),
  // It has forgotten who is in it.
  'a broker that follows changes the ISR': survives(
    '3 brokers, a shrink, an election',
    choosing('leaderShrinkIsr', { leader: runningBrokers, follower: brokers }),
    'in the same states',
  ),
  'a leader asks for another ISR before it has an answer': killed(
    '2 in sync of 3, a shrink, an election',
    { isrChange: { ...byAlterPartition, mayBegin: (_, { alterPartitions }) => !alterPartitions.isFull } },
    { 'quorum-superset': 4, 'candidate-complete': 6, 'acked-kept': 8 },
  ),
  'a leader forgets what it asked for': killed(
    '2 in sync of 3, a shrink, an election',
    {
      isrChange: begins((leader) => {
        leader.asLeader.proposedIsr = NOBODY;
      }),
    },
    { 'quorum-superset': 2, 'candidate-complete': 5, 'acked-kept': 7 },
  ),
  'a leader takes what it asks for as given': killed(
    '3 brokers, a shrink, an election',
    {
      isrChange: begins((leader, isr) => {
        leader.asLeader.isr = isr;
      }),
    },
    { 'quorum-superset': 2, 'candidate-complete': 4, 'acked-kept': 6 },
  ),
  // It is what Kafka did with ZooKeeper, and no mutant; the next one is one of it.
  'a leader writes the ISR itself, if nobody else did (up to 2.6)': survives(
    '2 in sync of 3, 2 elections',
    { isrChange: byConditionalWrite },
    9_467,
  ),
  'a leader writes the ISR itself, whoever else did': killed(
    'up to 2.6: 2 in sync of 3, 2 elections',
    { isrChange: byWrite },
    { 'quorum-superset': 3 },
  ),

  // Who is in an older leader epoch is in an older partition epoch.
  'the controller takes on what a former leader asks for, if nothing has changed since': survives(
    '2 in sync of 3, 2 elections',
    { refusals: [invalidUpdateVersion, ineligibleReplica] },
    'in the same states',
  ),
  'the controller takes on what the leader asked for before something changed': killed(
    '3 brokers, a shrink, a zombie',
    { refusals: [fencedLeaderEpoch, ineligibleReplica] },
    { 'quorum-superset': 5, 'candidate-complete': 7 },
  ),
  'the controller takes on what a former leader asks for': killed(
    '2 in sync of 3, 2 elections',
    { refusals: [ineligibleReplica] },
    { 'quorum-superset': 4, 'candidate-complete': 8, 'acked-kept': 10 },
  ),
  'the controller takes anybody into the ISR': killed(
    '2 in sync of 3, a power loss, an election',
    { refusals: [fencedLeaderEpoch, invalidUpdateVersion] },
    { 'candidate-complete': 9, 'acked-kept': 12 },
  ),
  'the controller takes into the ISR who is fenced': killed(
    '2 in sync of 3, a power loss, an election',
    {
      refusals: [
        fencedLeaderEpoch,
        invalidUpdateVersion,
        refusesJoiner(({ epoch }, joinerEpoch) => epoch !== joinerEpoch),
      ],
    },
    { 'candidate-complete': 9, 'acked-kept': 12 },
  ),
  'the controller takes into the ISR who has registered since': killed(
    '2 in sync of 3, a power loss, an election',
    { refusals: [fencedLeaderEpoch, invalidUpdateVersion, refusesJoiner(({ fenced }) => fenced)] },
    { 'candidate-complete': 10, 'acked-kept': 12 },
  ),
  // It waits for one more, and asks for nothing before it learns of the next version.
  'a leader keeps asking for who is ineligible': survives(
    '2 brokers, a zombie, a shutdown',
    {
      refusals: [fencedLeaderEpoch, invalidUpdateVersion, { ...ineligibleReplica, rollsBack: false }],
    },
    4_404,
  ),
  // What was refused never came about. (In Kafka it may have: a request is sent again if its answer is lost.)
  'a leader takes back whatever is refused': survives(
    '2 in sync of 3, a shrink, an election',
    {
      refusals: refusals.map((refusal) => ({ ...refusal, rollsBack: true })),
    },
    26_083,
  ),
  // It asks for one thing at a time, and who is refused for somebody else leads in the version that it knows.
  'a broker takes back what it asks for now, whatever was refused': survives(
    '2 in sync of 3, a power loss, an election',
    mended<{ readonly request: AlterPartition }, number | undefined>(
      ['controllerAlterPartition'],
      ({ request }, { controller }) =>
        refusals.find(({ applies }) => applies(request, controller))?.rollsBack ? request.leader : undefined,
      (_, { brokers }, refused) => {
        if (refused !== undefined) brokers[refused]!.asLeader.proposedIsr = NOBODY;
      },
    ),
    'in the same states',
  ),
  // Its leader never learns of it, and goes on with both ISRs in mind.
  'a new ISR has no partition epoch of its own': survives(
    '2 in sync of 3, a shrink, an election',
    mended<unknown, number>(
      ['controllerAlterPartition'],
      (_, { controller }) => controller.partitionEpoch,
      (_, { controller }, partitionEpoch) => {
        controller.partitionEpoch = partitionEpoch;
      },
    ),
    3_171,
  ),
};
