import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { has, recoverable } from '#checker/dsl';
import { cluster } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { delivery } from '#model/delivery/state';
import leaderCanReturn from '#properties/delivery/leader-can-return';
import leaderCanReturnWithoutIsr from '#properties/delivery/leader-can-return-without-isr';
import writesCanReturn from '#properties/delivery/writes-can-return';

const twoCrashes = (partitionEpochs: number) =>
  cluster(asDesigned, { brokers: 2, partitionEpochs }, { brokerCrash: 2 });

describe('what can still be reached in a cluster of Kafka', () => {
  it('is undecided where epochs are too few for the way back, and is told with the bound', () => {
    const { complete, properties } = check(twoCrashes(2), { leaderCanReturn, writesCanReturn });
    expect(complete).toBe(true);
    for (const { outcome } of properties)
      expect(outcome).toMatchObject({
        verdict: 'unfinished',
        why: 'undecided',
        undecided: { cutBy: ['partitionEpochs'] },
      });
    for (const { outcome } of check(twoCrashes(14), { leaderCanReturn, writesCanReturn }).properties)
      expect(outcome).toMatchObject({ verdict: 'holds', vacuous: false });
  });

  it('is violated all the same where some state is stuck for another reason', () => {
    const [property] = check(twoCrashes(2), { leaderCanReturnWithoutIsr }).properties;
    expect(property!.outcome).toMatchObject({ verdict: 'violated' });
  });

  it('is undecided where only a smaller ISR could help, and no more shrinking is allowed', () => {
    const followerIsOut = recoverable(delivery, {
      by: { kinds: ['protocol', 'heal', 'client'] },
      holds: ({ controller }) => !has(controller.isr, 1),
    });
    const protocol = cluster(asDesigned, { brokers: 2 }, {});
    expect(check(protocol, { followerIsOut }).properties[0]!.outcome).toMatchObject({
      why: 'undecided',
      undecided: { cutBy: ['records', 'logSize', 'limit leaderShrinkIsr'] },
    });
  });
});
