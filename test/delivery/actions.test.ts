import { expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { withRules, type Protocol } from '#checker/dsl';
import { atAnyVersion } from '#model/delivery/alter-partition-answered/actions/leader-apply-known-version';
import { cluster } from '#model/delivery/cluster';
import { truncatesByKip279, writesIsr } from '#model/delivery/history';
import acksOne from '#model/delivery/protocols/kafka-acks-1';
import answered from '#model/delivery/protocols/kafka-alter-partition-answered';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import asShipped from '#model/delivery/protocols/kafka-as-shipped';
import inOrder from '#model/delivery/protocols/kafka-metadata-in-order';
import inFlight from '#model/delivery/protocols/kafka-reply-in-flight';
import withReader from '#model/delivery/protocols/kafka-with-reader';

/** All that may go wrong, once. */
const once = {
  leaderShrinkIsr: 1,
  controllerElectLeader: 1,
  controllerElectUncleanLeader: 1,
  controllerFenceRunning: 1,
  brokerCrash: 1,
  brokerPowerLoss: 1,
  brokerLoseDisk: 1,
  brokerShutDown: 1,
};
/** The actions that give no new state, of a cluster of two in which all may happen, among its first states. */
function idle<P extends Protocol>(whole: P): string[] {
  const two = cluster(whole, { brokers: 2, minInsyncReplicas: 1 }, once);
  return check(two, {}, {}, { maxStates: 5_000 })
    .actions.filter(({ distinct }) => distinct === 0)
    .map(({ name }) => name);
}

it.each(Object.entries({ asDesigned, asShipped, acksOne, inOrder, inFlight, withReader }))(
  'of %s every action happens, but that a follower asks where to cut its log: it fetches',
  (_, whole) => {
    expect(idle(whole as Protocol)).toEqual(['followerTruncate']);
  },
);
it('so it is where the answer to an AlterPartition request comes first, and metadata then has a leader forget', () => {
  expect(idle(withRules(answered, { forgetsProposal: atAnyVersion }))).toEqual(['followerTruncate']);
});
it('if it forgets nothing, the version that it knows already is as if it had come as metadata alone', () => {
  expect(idle(answered)).toEqual(['followerTruncate', 'leaderApplyKnownVersion']);
});
it('a follower asks, up to 2.7', () => {
  expect(idle(withRules(asDesigned, truncatesByKip279))).toEqual([]);
});
it('the controller is not asked to alter the ISR, where the leader writes it', () => {
  expect(idle(withRules(asDesigned, { ...truncatesByKip279, ...writesIsr }))).toEqual([
    'controllerAlterPartition',
  ]);
});
