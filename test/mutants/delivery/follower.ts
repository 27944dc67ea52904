import { limit } from '#checker/dsl';
import { presumesLeadership } from '#model/delivery/broker';
import { anyLeaderEpoch, sameLeaderEpoch } from '#model/delivery/fetch';
import { NOBODY_LEADS, type ReadBroker, type Seen, type State } from '#model/delivery/state';
import type { DeliveryMutants } from '../mutant.js';
import { killed, survives } from './baselines.js';
import { guardedBy, mended, type ByFollower } from './flaw.js';

const fetches = ['followerFetch', 'followerFetchReplyLost'];
/** Of the guards of a fetch some are given. */
const fetchesIf = (guard: (follower: ReadBroker, leader: ReadBroker) => boolean) =>
  guardedBy<{ readonly follower: ReadBroker }>(fetches, ({ follower }, { brokers }: Seen) => {
    const { leader } = follower.metadata;
    return leader !== NOBODY_LEADS && guard(follower, brokers[leader]!);
  });
/** After an answer, with how the follower was, and whether it has appended, or cut, since. */
const onReply = <Noted>(
  note: (follower: ByFollower['follower'], s: State) => Noted,
  mend: (follower: ByFollower['follower'], noted: Noted, moved: number, s: State) => void,
) =>
  mended<ByFollower, { readonly noted: Noted; readonly end: number }>(
    ['followerFetch'],
    ({ follower }, s) => ({ noted: note(follower, s), end: follower.log.endOffset }),
    ({ follower }, s, { noted, end }) => mend(follower, noted, follower.log.endOffset - end, s),
  );
const leaderOf = ({ metadata }: ByFollower['follower'], { brokers }: State) => brokers[metadata.leader]!;

/** What is wrong with fetches, and with how they are answered. */
export const follower: DeliveryMutants = {
  'nobody fetches': killed('2 brokers, 2 elections', (whole) => limit(whole, { followerFetch: 0 }), {
    'some-record-is-committed': 'never seen',
  }),
  'a fetch is answered in any leader epoch': killed(
    '3 brokers, 4 elections',
    { answersFetch: anyLeaderEpoch },
    { 'candidate-complete': 13, 'acked-kept': 15 },
  ),
  'a fetch names no epoch': killed(
    '2 brokers, 2 records, 2 elections',
    { fetchNamesEpoch: false },
    { 'follower-prefix': 6, 'acked-kept': 8 },
  ),
  'a fetch from a log that forks is counted': killed(
    '2 brokers, 2 records, 2 elections',
    { countsForkedFetch: true },
    { 'follower-prefix': 6, 'acked-kept': 8 },
  ),
  'a follower is counted for what it is sent': killed(
    '2 brokers, a power loss, an election',
    mended<ByFollower, number>(
      fetches,
      ({ follower }) => follower.log.endOffset,
      ({ follower }, s, fetchOffset) => {
        const leader = leaderOf(follower, s);
        const counted = leader.asLeader.followers[follower.id]!;
        if (counted.endOffset === fetchOffset && fetchOffset < leader.log.endOffset) counted.endOffset++;
      },
    ),
    { 'candidate-complete': 10, 'acked-kept': 12 },
  ),
  // Whoever is in the leader epoch of its leader follows one that leads; and who does not run is in none.
  'a broker fetches that has stopped, or from one that leads no more, in the same epoch': survives(
    '2 brokers, 2 records, a crash, an election',
    fetchesIf((follower, leader) => follower.id !== leader.id && sameLeaderEpoch(follower, leader)),
    'in the same states',
  ),
  'a broker that leads no more answers, in any epoch': killed(
    '2 brokers, a power loss',
    fetchesIf((follower, leader) => follower.running && follower.id !== leader.id && leader.running),
    { 'acked-somewhere': 7, 'acked-kept': 8 },
  ),
  // It has what it has, and is never waited for.
  'a leader fetches from itself': survives(
    '2 brokers, 2 records, 2 elections',
    fetchesIf((follower, leader) => presumesLeadership(leader) && sameLeaderEpoch(follower, leader)),
    848,
  ),
  // A follower may know that much: it is committed.
  'an answer has the high watermark from after the fetch was counted': survives(
    '2 brokers, logs of 2, 3 elections',
    onReply(leaderOf, (follower, leader, moved) => {
      if (moved >= 0) follower.highWatermark = Math.min(leader.highWatermark, follower.log.endOffset);
    }),
    2_539,
  ),
  // Who lacks so much is not in the ISR, and has it when it is.
  'a follower takes on a high watermark beyond its log': survives(
    '2 in sync of 3, logs of 2, an election',
    onReply(
      (follower, s) => leaderOf(follower, s).highWatermark,
      (follower, highWatermark, moved) => {
        if (moved > 0) follower.highWatermark = highWatermark;
      },
    ),
    11_888,
  ),
  // What is committed is cut off nobody.
  'a follower that cuts its log keeps its high watermark': survives(
    '2 brokers, logs of 2, 3 elections',
    onReply(
      ({ highWatermark }) => highWatermark,
      (follower, highWatermark, moved) => {
        if (moved < 0) follower.highWatermark = highWatermark;
      },
    ),
    'in the same states',
  ),
  'a follower appends a record in its own leader epoch': killed(
    '3 brokers, 3 elections',
    onReply(
      () => {},
      ({ log, metadata }, _, moved) => {
        if (moved <= 0) return;
        const { record } = log.at(log.endOffset - 1);
        log.truncateTo(log.endOffset - 1);
        log.append({ record, epoch: metadata.leaderEpoch });
      },
    ),
    { 'candidate-complete': 13, 'committed-never-lost': 15 },
  ),
  // It then asks about an epoch that its leader has not: it cuts, fetches and cuts again, and is never counted.
  'a follower that appends keeps the epoch that it has opened': survives(
    '2 brokers, logs of 2, 3 elections',
    onReply(
      ({ openedEpoch }) => openedEpoch,
      (follower, openedEpoch, moved) => {
        if (moved > 0) follower.openedEpoch = openedEpoch;
      },
    ),
    3_132,
  ),
  // The same.
  'a follower that cuts its log keeps the epoch that it has opened': survives(
    '2 brokers, logs of 2, 3 elections',
    onReply(
      ({ openedEpoch }) => openedEpoch,
      (follower, openedEpoch, moved) => {
        if (moved <= 0) follower.openedEpoch = openedEpoch;
      },
    ),
    2_977,
  ),

  'a follower whose log forks cuts to its high watermark': killed(
    '2 brokers, 2 records, 3 elections',
    { truncationOnFetch: ({ highWatermark }) => ({ offset: highWatermark, completed: true }) },
    { 'candidate-complete': 9, 'acked-kept': 11 },
  ),
  'a follower whose log forks cuts one record': killed(
    '2 brokers, 2 records, 3 elections',
    { truncationOnFetch: ({ log }) => ({ offset: Math.max(0, log.endOffset - 1), completed: true }) },
    { 'candidate-complete': 9, 'acked-kept': 11, 'committed-durable': 13 },
  ),
  // It never gets on, and is never counted.
  'a follower whose log forks cuts nothing': killed(
    '2 brokers, 2 elections',
    { truncationOnFetch: ({ log }) => ({ offset: log.endOffset, completed: true }) },
    { 'some-log-is-cut': 'never seen' },
  ),
  // Where that is not enough, the next fetch finds a fork again, or it never gets on.
  'a follower whose log forks asks its leader alone': survives(
    '2 brokers, logs of 2, 3 elections',
    {
      truncationOnFetch: ({ log }, { offset }) => ({
        offset: Math.min(offset, log.endOffset),
        completed: true,
      }),
    },
    2_993,
  ),
};
