import { idsBelow, type IdSet } from '#checker/dsl';
import { runningBrokers } from '#model/delivery/broker';
import { underAcksOne } from '#model/delivery/actions/producer/send';
import { never } from '#model/delivery/purgatory';
import type { DeliveryMutants } from '../mutant.js';
import { killed, survives } from './baselines.js';
import { choosing, mended, type ByLeader } from './flaw.js';

const everybody = (): IdSet => idsBelow(31);
const sends = ['producerSend'];

/** What is wrong with producers, and with how a leader answers them. */
export const producer: DeliveryMutants = {
  'producers take the word of the leader': killed('2 brokers, 2 elections', underAcksOne, {
    'acked-by-leader-kept': 3,
  }),
  // Nothing that too few have is committed, or acknowledged: that a leader refuses is a courtesy.
  'a leader appends though too few are in sync': survives(
    '2 brokers, 2 crashes',
    { mayAppend: () => true },
    2_263,
  ),
  // Since 3.7 nothing is committed either where too few are in sync, and a produce is answered when it is.
  'a produce is answered without a count': survives(
    '2 brokers, a shrink',
    { acknowledgingReplicas: everybody },
    'in the same states',
  ),
  'a produce is answered without a count, up to 3.6': killed(
    'up to 3.6: 2 brokers, a shrink',
    { acknowledgingReplicas: everybody },
    { 'min-copies-at-ack': 4 },
  ),
  'a produce waits on at a broker that follows': killed(
    '2 brokers, 2 records, 2 elections',
    { failsPurgatory: never },
    { 'acked-kept': 11, 'acked-somewhere': 11 },
  ),
  // What it has forgotten is who is in sync, which are too few.
  'a broker that follows appends, if enough are in sync': survives(
    '2 brokers, 2 records, 2 elections',
    choosing('producerSend', { leader: runningBrokers }),
    'in the same states',
  ),
  'a broker that follows appends': killed(
    '2 brokers, 2 records, 2 elections',
    [{ mayAppend: () => true }, choosing('producerSend', { leader: runningBrokers })],
    { 'follower-prefix': 3, 'acked-kept': 5 },
  ),
  'a leader appends a record twice': killed(
    '2 brokers, logs of 2, 2 elections',
    mended<ByLeader, void>(
      sends,
      () => {},
      ({ leader: { log } }) => {
        if (!log.isFull) log.append(log.at(log.endOffset - 1));
      },
    ),
    { 'order-within-partition': 1 },
  ),
  'a leader appends in epoch 0, whichever it leads in': killed(
    '2 brokers, 2 records, 2 elections',
    mended<ByLeader, void>(
      sends,
      () => {},
      ({ leader: { log } }) => {
        const { record } = log.at(log.endOffset - 1);
        log.truncateTo(log.endOffset - 1);
        log.append({ record, epoch: 0 });
      },
    ),
    { 'follower-prefix': 6, 'acked-kept': 8 },
  ),
  // It is the epoch of the records that follow.
  'a leader that appends keeps the epoch that it has opened': survives(
    '2 brokers, logs of 2, 3 elections',
    mended<ByLeader, number>(
      sends,
      ({ leader }) => leader.openedEpoch,
      ({ leader }, _, openedEpoch) => {
        leader.openedEpoch = openedEpoch;
      },
    ),
    3_151,
  ),
  'a record is acknowledged when it is appended': killed(
    '2 brokers, 2 elections',
    mended<ByLeader, number>(
      sends,
      (_, { nextRecord }) => nextRecord,
      ({ leader }, { history }, record) => {
        history.acknowledged[record]!.offset = leader.log.endOffset - 1;
      },
    ),
    { 'min-copies-at-ack': 1, 'acked-kept': 3, 'acked-somewhere': 5 },
  ),
  'a produce waits for the record before it': killed(
    '2 brokers, logs of 2, 2 elections',
    mended<ByLeader, number>(
      sends,
      (_, { nextRecord }) => nextRecord,
      (_, { purgatory }, record) => {
        if (purgatory[record]!.broker >= 0) purgatory[record]!.requiredOffset--;
      },
    ),
    { 'min-copies-at-ack': 4, 'acked-kept': 4, 'acked-somewhere': 8 },
  ),
};
