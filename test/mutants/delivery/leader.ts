import { NOBODY, sizeOf, type IdSet } from '#checker/dsl';
import { brokers } from '#model/delivery/broker';
import { committedIsr, maximalIsr } from '#model/delivery/high-watermark';
import { truncate } from '#model/delivery/log';
import { whenAnotherLed } from '#model/delivery/metadata';
import type { ReadBroker } from '#model/delivery/state';
import type { DeliveryMutants } from '../mutant.js';
import { killed, survives } from './baselines.js';
import { choosing, mended, unguarded, type ByBroker } from './flaw.js';

const learns = ['brokerApplyMetadata', 'brokerRestart'];
const leads = ({ broker }: ByBroker): boolean => broker.metadata.leader === broker.id;
/** How far the followers are, as their leader knows. */
const endOffsets = ({ broker }: ByBroker): number[] =>
  broker.asLeader.followers.map(({ endOffset }) => endOffset);
const remember = ({ broker }: ByBroker, known: readonly number[]): void =>
  known.forEach((endOffset, id) => {
    broker.asLeader.followers[id]!.endOffset = endOffset;
  });
const nobody = (): IdSet => NOBODY;
/** A removal counts before it is known to be committed. */
const proposedIsr = ({ asLeader }: ReadBroker): IdSet => asLeader.proposedIsr || asLeader.isr;

/** What is wrong with what a leader knows, when it is elected and afterwards, and with its high watermark. */
export const leader: DeliveryMutants = {
  'a leader that is elected again remembers its followers (as shipped)': killed(
    '3 brokers, 3 elections',
    { forgetsFollowers: whenAnotherLed },
    { 'candidate-complete': 13, 'acked-kept': 15 },
  ),
  'a leader remembers its followers while it follows, too': killed(
    '3 brokers, 2 records, 2 elections',
    [
      { forgetsFollowers: () => false },
      mended<ByBroker, number[]>(learns, endOffsets, (chosen, _, known) => remember(chosen, known)),
    ],
    { 'follower-prefix': 10, 'candidate-complete': 13 },
  ),
  // It is asked while it leads, and forgets them before.
  'a broker that follows remembers whom it led, until it leads': survives(
    '3 brokers, 2 records, 2 elections',
    mended<ByBroker, number[]>(learns, endOffsets, (chosen, _, known) => {
      if (!leads(chosen)) remember(chosen, known);
    }),
    20_426,
  ),
  // Fetches name the epoch of a record, and compare that. KIP-279 cannot do without: see there.
  'a leader opens no epoch': survives('2 brokers, logs of 2, 3 elections', { opensEpoch: false }, 2_448),
  'a leader does not note where its epoch starts': killed(
    '2 brokers, a power loss, an election',
    mended<ByBroker, void>(
      learns,
      () => {},
      ({ broker }) => {
        broker.asLeader.leaderEpochStartOffset = 0;
      },
    ),
    { 'candidate-complete': 10, 'acked-kept': 12 },
  ),
  'a new leader cuts its log to its high watermark': killed(
    '2 brokers, a power loss',
    mended<ByBroker, number>(
      ['brokerApplyMetadata'],
      ({ broker }) => broker.metadata.leaderEpoch,
      (chosen, _, before) => {
        const { broker } = chosen;
        if (leads(chosen) && broker.metadata.leaderEpoch > before) truncate(broker, broker.highWatermark);
      },
    ),
    { 'acked-kept': 6, 'acked-somewhere': 6 },
  ),
  'a new leader takes all that it has for committed': killed(
    '2 brokers, 2 records, 3 elections',
    mended<ByBroker, void>(
      ['brokerApplyMetadata'],
      () => {},
      (chosen) => {
        if (leads(chosen)) chosen.broker.highWatermark = chosen.broker.log.endOffset;
      },
    ),
    { 'log-matching-below-high-watermark': 8 },
  ),
  // It waits for more than it has to, and asks for nothing more.
  'a leader that learns of a new ISR keeps what it asked for': survives(
    '2 in sync of 3, a shrink, an election',
    mended<ByBroker, IdSet>(
      learns,
      ({ broker }) => broker.asLeader.proposedIsr,
      (chosen, _, proposed) => {
        if (leads(chosen)) chosen.broker.asLeader.proposedIsr = proposed;
      },
    ),
    9_995,
  ),
  'a leader that learns of a new ISR keeps the old one': killed(
    '3 brokers, a crash, an election',
    mended<ByBroker, IdSet>(
      learns,
      ({ broker }) => broker.asLeader.isr,
      (chosen, _, isr) => {
        if (leads(chosen) && isr !== NOBODY) chosen.broker.asLeader.isr = isr;
      },
    ),
    { 'quorum-superset': 8, 'candidate-complete': 12, 'acked-kept': 14 },
  ),
  'a leader applies once more what it knows': killed(
    '2 in sync of 3, a shrink, an election',
    unguarded('brokerApplyMetadata'),
    { 'quorum-superset': 3, 'candidate-complete': 6, 'acked-kept': 8 },
  ),
  // It knows of nobody, and learns all anew when it is started.
  'a stopped broker applies metadata': survives(
    '2 brokers, a power loss, an election',
    choosing('brokerApplyMetadata', { broker: brokers }),
    1_059,
  ),

  'the high watermark waits for nobody': killed(
    '2 brokers, a power loss',
    { replicationQuorum: nobody },
    { 'candidate-complete': 1, 'acked-somewhere': 2, 'acked-kept': 4 },
  ),
  'the high watermark waits for the ISR that is known to be committed': killed(
    '2 in sync of 3, an election',
    { replicationQuorum: committedIsr },
    { 'candidate-complete': 5, 'acked-kept': 7 },
  ),
  'the high watermark waits for the ISR that was asked for': killed(
    '3 brokers, a shrink, an election',
    { replicationQuorum: proposedIsr },
    { 'candidate-complete': 4, 'acked-kept': 6 },
  ),
  // What is committed then, nobody was told, and only the last member of an ISR that loses its log can lose it, as it can
  // lose anything. KIP-966 needs it for the eligible leader replicas, which are not in the model.
  'the high watermark rises where too few are in sync (up to 3.6)': survives(
    '2 brokers, min ISR 2, a shrink, 2 crashes',
    { mayCommit: () => true },
    9_541,
  ),
  // The same.
  'the high watermark rises where enough may be in sync soon': survives(
    '2 brokers, min ISR 2, a shrink, 2 crashes',
    { mayCommit: (leader, { bounds }) => sizeOf(maximalIsr(leader)) >= bounds.minInsyncReplicas },
    9_194,
  ),
};
