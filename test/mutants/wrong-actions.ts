import { limit, plus, protocol, withRules, type Protocol } from '#checker/dsl';
import { becomeFollower } from '#model/replication/actions/become-follower';
import { becomeLeader } from '#model/replication/actions/become-leader';
import { controllerElectLeader } from '#model/replication/actions/controller-elect-leader';
import { controllerHandleRequest } from '#model/replication/async-isr/actions/controller-handle-request';
import { leaderRequestExpandIsr } from '#model/replication/async-isr/actions/leader-request-expand-isr';
import asyncIsr from '#model/replication/protocols/async-isr';
import kip279 from '#model/replication/protocols/kip-279';
import kip320 from '#model/replication/protocols/kip-320';
import { action, presumedLeaders, replicas } from '#model/replication/replica';
import type { Rules } from '#model/replication/rules';
import type { State as AsyncState } from '#model/replication/async-isr/state';
import { nowhere } from '#model/replication/truncation';
import { SMALL, type Fate, type Mutant, type Mutants } from './mutant.js';

const breaks = (mutant: Protocol, property: string, fate: Fate): Mutant => ({
  protocol: mutant,
  property,
  fates: { [SMALL]: fate },
});
const kip320With = (actions: Partial<typeof kip320.actions>): Protocol =>
  protocol({ ...kip320, actions: { ...kip320.actions, ...(actions as typeof kip320.actions) } });
/** The same protocol without an action. */
const without = (whole: Protocol, ...actions: string[]): Protocol =>
  limit(whole, Object.fromEntries(actions.map((name) => [name, 0])));

/**
 * An action that does it wrong, or is missing, for each property that no protocol breaks at its default bounds. A property
 * that nothing breaks says nothing.
 */
export const wrongActions: Mutants = {
  'a leader commits records that nobody has': breaks(
    kip320With({
      leaderIncHighWatermark: () =>
        action({
          choose: { leader: presumedLeaders },
          when: ({ leader }, { bounds }) => leader.highWatermark < bounds.logSize,
          then: ({ leader }) => {
            leader.highWatermark++;
          },
        }),
    }),
    'high-watermark-within-log',
    3,
  ),
  'a leader writes the same record again': breaks(
    kip320With({
      leaderWrite: () =>
        action({
          choose: { leader: presumedLeaders },
          when: ({ leader }) => !leader.log.isFull,
          then: ({ leader }) => leader.log.append({ id: 0, epoch: leader.leaderEpoch }),
        }),
    }),
    'unique-record-ids',
    4,
  ),
  'a replica takes on an old leader epoch': breaks(
    kip320With({
      becomeLeader: () => ({
        ...becomeLeader(),
        when: ({ request }, s) => request.id !== s.replicas[request.leader]!.leaderEpoch,
      }),
    }),
    'epochs-monotone',
    4,
  ),
  'a replica leads where it should follow': breaks(
    kip320With({
      becomeFollower: (rules: Rules) => ({
        ...becomeFollower(rules),
        then: ({ request, follower }) => {
          follower.leaderEpoch = request.id;
          follower.leader = follower.id;
        },
      }),
    }),
    'one-leader-per-epoch',
    3,
  ),
  'the controller elects who is not in the ISR': breaks(
    kip320With({
      controllerElectLeader: () => ({ ...controllerElectLeader(), choose: { newLeader: replicas } as never }),
    }),
    'leader-in-isr',
    2,
  ),
  // Logs that differ below a record that they share take three records.
  'a follower keeps what diverges': {
    protocol: withRules(kip279, { truncatesTo: nowhere }),
    property: 'log-matching',
    fates: { '--log-size 2 --records 3': 9 },
  },
  'a leader does not count whom it proposes for the ISR': {
    ...breaks(
      protocol({
        ...asyncIsr,
        actions: {
          ...asyncIsr.actions,
          leaderRequestExpandIsr: () => ({
            ...leaderRequestExpandIsr(),
            then: ({ follower }, { leader, requests }: AsyncState) =>
              requests.add({ isr: plus(leader.isr, follower), version: leader.version }),
          }),
        },
      }),
      'valid-high-watermark',
      6,
    ),
    fates: { '': 6 },
  },
  'the controller takes on a proposal for an older version': {
    protocol: protocol({
      ...asyncIsr,
      actions: {
        ...asyncIsr.actions,
        controllerHandleRequest: () => ({
          ...controllerHandleRequest(),
          when: ({ request }, { controller }) => request.version <= controller.version,
        }),
      },
    }),
    property: 'valid-high-watermark',
    fates: { '': 6 },
  },
  'nothing is written': breaks(without(kip320, 'leaderWrite'), 'some-record-commits', 'never seen'),
  'nobody follows': breaks(without(kip320, 'becomeFollower'), 'some-follower-truncates', 'never seen'),
  'the ISR never grows': breaks(without(kip320, 'leaderExpandIsr'), 'some-isr-regrows', 'never seen'),
  'nobody learns that it leads': breaks(
    without(kip320, 'becomeLeader'),
    'some-two-presumed-leaders',
    'never seen',
  ),
  'the leader proposes nothing': {
    ...breaks(
      without(asyncIsr, 'leaderRequestShrinkIsr', 'leaderRequestExpandIsr'),
      'some-proposal-is-too-late',
      'never seen',
    ),
    fates: { '': 'never seen' },
  },
};
