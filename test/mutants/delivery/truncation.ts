import { presumesLeadership, brokers } from '#model/delivery/broker';
import { anyLeaderEpoch, sameLeaderEpoch } from '#model/delivery/fetch';
import { truncatesByKip101, truncatesByKip279, truncatesToHighWatermark } from '#model/delivery/history';
import { NOBODY_LEADS, type ReadBroker, type Seen } from '#model/delivery/state';
import {
  atHighWatermark,
  byLastCommonEpoch,
  underAnotherLeader,
  type LookUp,
} from '#model/delivery/truncation';
import type { DeliveryMutants } from '../mutant.js';
import { killed, survives } from './baselines.js';
import { choosing, guardedBy, mended, type ByBroker } from './flaw.js';

interface Follows {
  readonly follower: ReadBroker;
}
/** What KIP-279 says, by a follower that never asks again. */
export const byFirstAnswer: LookUp = (follower, leader) => ({
  ...byLastCommonEpoch(follower, leader),
  completed: true,
});
const asksIf = (guard: (follower: ReadBroker, leader: ReadBroker) => boolean) =>
  guardedBy<Follows>(['followerTruncate'], ({ follower }, { brokers }: Seen) => {
    const { leader } = follower.metadata;
    return leader !== NOBODY_LEADS && guard(follower, brokers[leader]!);
  });

/** What is wrong with how a new follower cuts its log, which Kafka as designed does not do before it fetches. */
export const truncation: DeliveryMutants = {
  'a new follower cuts to its high watermark (up to 0.10)': killed(
    '2 brokers, 2 records, 3 elections',
    truncatesToHighWatermark,
    { 'candidate-complete': 6, 'acked-kept': 8, 'follower-prefix': 11 },
  ),
  'a new follower cuts to its high watermark, and fetches name an epoch': killed(
    '2 brokers, 2 records, 3 elections',
    { cutsLog: atHighWatermark },
    { 'candidate-complete': 6, 'acked-kept': 8 },
  ),
  'a new follower asks where its newest epoch ends (KIP-101)': killed(
    '2 brokers, logs of 2, 3 elections',
    truncatesByKip101,
    { 'candidate-complete': 10, 'acked-kept': 12 },
  ),
  // It is what Kafka was, and no mutant; the others of this file are mutants of it.
  'a new follower asks which epoch ends there (KIP-279)': survives(
    '2 brokers, logs of 2, 3 elections',
    truncatesByKip279,
    3_402,
  ),
  'KIP-279, asked once': killed(
    'KIP-279: 2 brokers, 2 records, 3 elections',
    { looksUp: byFirstAnswer },
    { 'follower-prefix': 11 },
  ),
  'KIP-279, where a leader opens no epoch': killed(
    'KIP-279: 2 brokers, logs of 2, 3 elections',
    { opensEpoch: false },
    { 'candidate-complete': 10, 'acked-kept': 12 },
  ),
  'KIP-279, answered in any leader epoch': killed(
    'KIP-279: 2 brokers, 2 records, 3 elections',
    { answersLookUp: anyLeaderEpoch },
    { 'candidate-complete': 8, 'acked-kept': 10 },
  ),
  // Whoever is in the leader epoch of its leader follows one that leads, and runs.
  'KIP-279, answered by who leads no more, in the same epoch': survives(
    'KIP-279: 2 brokers, 2 records, 3 elections',
    asksIf(sameLeaderEpoch),
    'in the same states',
  ),
  'KIP-279, answered by who leads no more, in any epoch': killed(
    'KIP-279: 2 brokers, 2 records, 3 elections',
    asksIf((_, leader) => leader.running),
    { 'candidate-complete': 8, 'acked-kept': 10 },
  ),
  'KIP-279, by a follower that fetches meanwhile': killed(
    'KIP-279: 2 brokers, 2 records, 2 elections',
    guardedBy<Follows>(['followerFetch'], ({ follower }, { brokers }) => {
      const { leader } = follower.metadata;
      if (!follower.running || leader === NOBODY_LEADS || leader === follower.id) return false;
      return presumesLeadership(brokers[leader]!) && sameLeaderEpoch(follower, brokers[leader]!);
    }),
    { 'follower-prefix': 6, 'acked-kept': 8 },
  ),
  'KIP-279, by whoever wants to, at any time': killed(
    'KIP-279: 2 brokers, 2 records, 3 elections',
    choosing('followerTruncate', { follower: brokers }),
    { 'candidate-complete': 10, 'acked-kept': 12 },
  ),
  'KIP-279, by a follower that forgets to ask': killed(
    'KIP-279: 2 brokers, 2 records, 2 elections',
    mended<ByBroker, void>(
      ['brokerApplyMetadata'],
      () => {},
      ({ broker }) => {
        broker.asFollower.truncating = false;
      },
    ),
    { 'follower-prefix': 6, 'acked-kept': 8 },
  ),
  'KIP-279, by a follower that asks itself when it leads': killed(
    'KIP-279: 2 brokers, 2 records, 3 elections',
    mended<ByBroker, boolean>(
      ['brokerApplyMetadata'],
      ({ broker }) => broker.asFollower.truncating,
      ({ broker }, _, truncating) => {
        if (broker.metadata.leader === broker.id) broker.asFollower.truncating = truncating;
      },
    ),
    { 'candidate-complete': 11, 'acked-kept': 13 },
  ),
  'KIP-279, if another leads than before': killed(
    'KIP-279: 3 brokers, 2 records, 2 elections',
    { startsAnew: underAnotherLeader },
    { 'follower-prefix': 11 },
  ),
  // A follower as designed does nothing when it starts anew: its fetches find out.
  'a follower starts anew if another leads than before': survives(
    '3 brokers, 3 elections',
    { startsAnew: underAnotherLeader },
    'in the same states',
  ),
};
