import {
  NOBODY,
  protocol,
  sizeOf,
  withRules,
  type Action,
  type Bound,
  type Protocol,
  type RecordOf,
} from '#checker/dsl';
import {
  atAnyVersion,
  leaderApplyKnownVersion,
} from '#model/delivery/alter-partition-answered/actions/leader-apply-known-version';
import { leaderTakeAnswer } from '#model/delivery/alter-partition-answered/actions/leader-take-answer';
import { sendsAnswer } from '#model/delivery/alter-partition-answered/answers';
import type { State as AnsweredState } from '#model/delivery/alter-partition-answered/state';
import { cluster } from '#model/delivery/cluster';
import type { State as OrderedState } from '#model/delivery/metadata-in-order/state';
import { canFetch } from '#model/delivery/fetch';
import withAnswers from '#model/delivery/protocols/kafka-alter-partition-answered';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import asOrdered from '#model/delivery/protocols/kafka-metadata-in-order';
import inFlight from '#model/delivery/protocols/kafka-reply-in-flight';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { logEnd, presumedLeader } from '#model/delivery/reader/actions/consumer-read';
import type { State as ReaderState } from '#model/delivery/reader/state';
import { sameOffset } from '#model/delivery/reply-in-flight/actions/follower-take-reply';
import type { State as ReplyState } from '#model/delivery/reply-in-flight/state';
import type { ReadBroker } from '#model/delivery/state';
import type { DeliveryMutant, DeliveryMutants } from '../mutant.js';

const reader = cluster(
  withReader,
  { brokers: 2, minInsyncReplicas: 1 },
  { leaderShrinkIsr: 1, brokerCrash: 1 },
);
const readerOfTwo = cluster(withReader, { brokers: 2 }, { leaderShrinkIsr: 1, brokerCrash: 1 });
const replies = cluster(inFlight, { brokers: 2 }, { controllerElectLeader: 4 });
const lossyReplies = cluster(inFlight, { brokers: 2 }, { brokerPowerLoss: 1, controllerElectLeader: 1 });
const answered = cluster(withAnswers, { brokers: 3, outOfSync: 2 }, { controllerElectLeader: 1 });
const answeredShrink = cluster(
  withAnswers,
  { brokers: 3, outOfSync: 0 },
  { leaderShrinkIsr: 1, controllerElectLeader: 1 },
);
const inOrder = cluster(asOrdered, { brokers: 2 }, { controllerElectLeader: 1 });

/** The protocols that have more variables, in clusters in which all holds. */
export const slices = {
  'with a reader: 2 brokers, min ISR 1, a shrink, a crash': reader,
  'with a reader: 2 brokers, min ISR 2, a shrink, a crash': readerOfTwo,
  'replies in flight: 2 brokers, 4 elections': replies,
  'replies in flight: 2 brokers, a power loss, an election': lossyReplies,
  'metadata in order: 2 brokers, an election': inOrder,
  'the answer first: 3 brokers, 2 out of sync, an election': answered,
  'the answer first: 3 brokers, a shrink, an election': answeredShrink,
} satisfies Readonly<Record<string, Protocol>>;
type Slice = keyof typeof slices;
const killed = (
  baseline: Slice,
  mutant: Protocol,
  killedBy: Readonly<Record<string, number>>,
): DeliveryMutant => ({ baseline, protocol: mutant, fate: { killedBy } });
const unchanged = (baseline: Slice, mutant: Protocol): DeliveryMutant => ({
  baseline,
  protocol: mutant,
  fate: { survives: 'in the same states' },
});

/** The same protocol, in which one action is another one. */
const remade = <S extends RecordOf<any>, B extends Readonly<Record<string, Bound>>, Rules, State>(
  whole: Protocol<S, B, Rules>,
  name: string,
  remake: (action: Action<State>, rules: Rules) => Action<State>,
): Protocol =>
  protocol({
    ...whole,
    actions: {
      ...whole.actions,
      [name]: (rules: Rules) => remake(whole.actions[name]!(rules) as Action<State>, rules),
    },
  } as Protocol);

/** The same, in which answers stay where nobody waits for them any more. */
const keepsAnswers = protocol({
  ...answered,
  actions: {
    ...asDesigned.actions,
    controllerAlterPartition: sendsAnswer(asDesigned.actions['controllerAlterPartition']!),
    leaderTakeAnswer,
    leaderApplyKnownVersion,
  },
} as Protocol);

interface Leads {
  readonly leader: AnsweredState['brokers'][number];
}
interface Applies {
  readonly broker: ReadBroker;
  readonly version: number;
}
interface Takes {
  readonly follower: ReplyState['brokers'][number];
  readonly leader: ReadBroker;
}

/** What is wrong with what only the slices can tell. */
export const sliced: DeliveryMutants = {
  'a consumer reads what is not committed': killed(
    'with a reader: 2 brokers, min ISR 1, a shrink, a crash',
    withRules(reader, { readableBelow: logEnd }),
    { 'consistent-reads': 5 },
  ),
  'a consumer reads, and a leader is elected uncleanly': killed(
    'with a reader: 2 brokers, min ISR 1, a shrink, a crash',
    withRules(reader, { electsUnclean: true }),
    { 'acked-kept': 7, 'consistent-reads': 8 },
  ),
  'consumers read from nobody whose ISR is too small': killed(
    'with a reader: 2 brokers, min ISR 2, a shrink, a crash',
    withRules(readerOfTwo, { servesReads: ({ asLeader }) => sizeOf(asLeader.isr) > 1 }),
    { 'reads-go-on-below-min-isr': 6 },
  ),
  // Whom they read from makes no difference to what they read, as long as it is committed.
  'consumers read from those who presume to lead alone': {
    baseline: 'with a reader: 2 brokers, min ISR 1, a shrink, a crash',
    protocol: withRules(reader, { servesReads: presumedLeader }),
    fate: { survives: 1_520 },
  },
  'a consumer reads from a broker that takes all that it has for committed when it starts': killed(
    'with a reader: 2 brokers, min ISR 1, a shrink, a crash',
    remade(reader, 'brokerCrash', (action: Action<ReaderState>) => ({
      ...action,
      when: ({ broker, checkpoint }: { readonly broker: ReadBroker; readonly checkpoint: number }) =>
        checkpoint <= broker.log.endOffset,
    })),
    { 'consistent-reads': 6 },
  ),

  'a broker applies an older version': killed(
    'metadata in order: 2 brokers, an election',
    remade(inOrder, 'brokerApplyVersion', (action: Action<OrderedState>) => ({
      ...action,
      when: ({ broker, version }: Applies, { controller }: OrderedState) =>
        version !== broker.metadata.partitionEpoch && version <= controller.partitionEpoch,
    })),
    { 'metadata-epochs-monotone': 3 },
  ),
  'a broker applies a version that there is not yet': killed(
    'metadata in order: 2 brokers, an election',
    remade(inOrder, 'brokerApplyVersion', (action: Action<OrderedState>) => ({
      ...action,
      when: ({ broker, version }: Applies) => version > broker.metadata.partitionEpoch,
    })),
    { 'metadata-epochs-monotone': 3 },
  ),

  'a leader forgets what it has proposed, at a version that it knows (R02)': killed(
    'the answer first: 3 brokers, 2 out of sync, an election',
    withRules(answered, { forgetsProposal: atAnyVersion }),
    { 'quorum-superset': 6, 'candidate-complete': 9, 'committed-never-lost': 11, 'acked-somewhere': 15 },
  ),
  'a leader forgets what it has proposed, at any time': killed(
    'the answer first: 3 brokers, 2 out of sync, an election',
    remade(
      withRules(answered, { forgetsProposal: atAnyVersion }),
      'leaderApplyKnownVersion',
      (action: Action<AnsweredState>) => ({ ...action, when: ({ leader }: Leads) => leader.running }),
    ),
    { 'quorum-superset': 3, 'committed-never-lost': 11 },
  ),
  'a leader takes what it has asked for as granted': killed(
    'the answer first: 3 brokers, a shrink, an election',
    remade(answeredShrink, 'leaderTakeAnswer', (action: Action<AnsweredState>) => ({
      ...action,
      when: ({ leader }: Leads) => leader.asLeader.proposedIsr !== NOBODY,
      then: (chosen: Leads, s) => {
        s.answers[chosen.leader.id]!.granted = chosen.leader.metadata.partitionEpoch + 1;
        action.then(chosen, s);
      },
    })),
    { 'quorum-superset': 3, 'candidate-complete': 5, 'acked-kept': 7 },
  ),
  'a leader takes an answer to what it no longer asks for': killed(
    'the answer first: 3 brokers, 2 out of sync, an election',
    keepsAnswers,
    { 'quorum-superset': 4, 'metadata-epochs-monotone': 5 },
  ),
  // The rule says so too.
  'a leader is told of a version older than the one that it knows': {
    baseline: 'the answer first: 3 brokers, 2 out of sync, an election',
    protocol: remade(keepsAnswers, 'leaderTakeAnswer', (action: Action<AnsweredState>) => ({
      ...action,
      when: (chosen: Leads, s: AnsweredState) =>
        action.when!(chosen, s) && chosen.leader.asLeader.proposedIsr !== NOBODY,
    })),
    fate: { survives: 20_051 },
  },

  'a follower takes an answer that fits by its offset (A27)': killed(
    'replies in flight: 2 brokers, 4 elections',
    withRules(replies, { acceptsReply: sameOffset }),
    { 'candidate-complete': 14, 'committed-never-lost': 16 },
  ),
  'a follower takes any answer': killed(
    'replies in flight: 2 brokers, 4 elections',
    withRules(replies, { acceptsReply: () => true }),
    { 'candidate-complete': 14, 'committed-never-lost': 16 },
  ),
  // One answer at a time is on its way from a leader, and nothing else moves the end of a log in a leader epoch.
  'a follower takes an answer that fits by its leader epoch': unchanged(
    'replies in flight: 2 brokers, 4 elections',
    withRules(replies, {
      acceptsReply: ({ leaderEpoch }, { metadata }) => leaderEpoch === metadata.leaderEpoch,
    }),
  ),
  'a follower takes an answer that fits by its offset, whoever it is from': killed(
    'replies in flight: 2 brokers, 4 elections',
    remade(withRules(replies, { acceptsReply: sameOffset }), 'followerTakeReply', takesFromAnybody),
    { 'candidate-complete': 12, 'committed-never-lost': 12 },
  ),
  // It is as if an answer was lost.
  'a leader answers though an answer is on its way': unchanged(
    'replies in flight: 2 brokers, 4 elections',
    remade(replies, 'leaderAnswerFetch', (action: Action<ReplyState>, rules) => {
      const mayFetch = canFetch(rules);
      return {
        ...action,
        when: ({ follower }: { readonly follower: ReadBroker }, s: ReplyState) => mayFetch(follower, s),
      };
    }),
  ),
  // It says what another one would, and no other one is on its way.
  'a follower takes an answer from before it started': unchanged(
    'replies in flight: 2 brokers, a power loss, an election',
    remade(lossyReplies, 'followerTakeReply', (action: Action<ReplyState>) => ({
      ...action,
      then: (chosen: Takes, s) => {
        const { follower, leader } = chosen;
        const answer = s.replies[follower.id]!.from[leader.id]!;
        const { kind, record, epoch, offset, fetchOffset, leaderEpoch } = answer;
        const brokerEpoch = s.controller.brokers[follower.id]!.epoch;
        answer.put({ kind, record, epoch, offset, fetchOffset, leaderEpoch, brokerEpoch });
        action.then(chosen, s);
      },
    })),
  ),
  // A leader epoch has one leader.
  'a follower takes an answer that fits, whoever it is from': unchanged(
    'replies in flight: 2 brokers, 4 elections',
    remade(replies, 'followerTakeReply', takesFromAnybody),
  ),
};

/** It takes the sender for its leader, for as long as it looks at the answer. */
function takesFromAnybody(action: Action<ReplyState>): Action<ReplyState> {
  return {
    ...action,
    then: (chosen: Takes, s) => {
      const { metadata } = chosen.follower;
      const { leader } = metadata;
      metadata.leader = chosen.leader.id;
      action.then(chosen, s);
      metadata.leader = leader;
    },
  };
}
