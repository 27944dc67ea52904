import type { IdSet } from '#checker/dsl';
import type { State } from '#model/delivery/state';
import type { DeliveryMutants } from '../mutant.js';
import { killed } from './baselines.js';
import { guardedBy, mended } from './flaw.js';

const never = (...names: string[]): ReturnType<typeof guardedBy> => guardedBy(names, () => false);

/** What keeps a partition from coming back, though it loses nothing: only what asks for futures can tell. */
export const recovery: DeliveryMutants = {
  'no follower may join the ISR': killed(
    '2 brokers, a shrink',
    { mayJoinIsr: () => false },
    { 'isr-can-regrow': 3, 'writes-can-return': 4, 'writes-can-return-without-restart': 4 },
  ),
  'a broker that stopped is not fenced': killed(
    '3 brokers, a crash, an election',
    never('controllerFenceStopped'),
    {
      'leader-can-return': 1,
      'leader-can-return-without-restart': 1,
      'isr-member-can-take-over': 1,
      'stopped-can-leave-isr': 1,
    },
  ),
  'a broker does not start again': killed('2 brokers, 2 crashes', never('brokerRestart'), {
    'leader-can-return': 2,
    'leader-can-return-with-isr': 4,
    'writes-can-return': 1,
  }),
  'a broker that registered stays fenced': killed('2 brokers, 2 crashes', never('controllerUnfence'), {
    'leader-can-return': 2,
    'isr-can-regrow': 2,
  }),
  'a broker learns of no metadata while it runs': killed(
    '2 brokers, 2 elections',
    never('brokerApplyMetadata'),
    {
      'leader-can-return': 1,
      'isr-member-can-take-over': 1,
    },
  ),
  'a leader appends, whatever the ISR': killed(
    '2 brokers, min ISR 2, a shrink, 2 crashes',
    { mayAppend: () => true },
    { 'appends-need-min-isr': 4 },
  ),
  'the controller decides on no AlterPartition request': killed(
    '2 in sync of 3, an election',
    never('controllerAlterPartition'),
    { 'isr-can-regrow': 0 },
  ),
  'a fenced broker stays in the ISR': killed(
    '3 brokers, a crash, an election',
    mended<object, IdSet>(
      ['controllerFenceStopped'],
      (_, { controller }: State) => controller.isr,
      (_, { controller }, isr) => {
        controller.isr = isr;
      },
    ),
    { 'fenced-leave-isr': 2, 'stopped-can-leave-isr': 1 },
  ),
};
