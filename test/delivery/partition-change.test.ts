import { describe, expect, it } from 'vitest';
import { NOBODY, only } from '#checker/dsl';
import { idSetOf } from '#checker/id-set';
import { changePartition, fence } from '#model/delivery/partition-change';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { NOBODY_LEADS, type State } from '#model/delivery/state';
import { partition } from '../support/partition.js';

const clean = asDesigned.rules;
const unclean = { ...clean, electsUnclean: true };
/** Three brokers, of which some are fenced and some in the ISR. */
function three({ isr, fenced = [], leader = 0 }: { isr: number[]; fenced?: number[]; leader?: number }) {
  const s = partition({ brokers: 3 });
  s.controller.leader = leader;
  s.controller.isr = idSetOf(isr);
  for (const id of fenced) s.controller.brokers[id]!.fenced = true;
  return s;
}
const outcome = ({ controller: { leader, isr, leaderEpoch, partitionEpoch } }: State) => ({
  leader,
  isr,
  leaderEpoch,
  partitionEpoch,
});

describe('a new ISR', () => {
  it('keeps the leader that is in it, in its leader epoch', () => {
    const s = three({ isr: [0, 1, 2], leader: 1 });
    changePartition(clean)(s, idSetOf([1, 2]));
    expect(outcome(s)).toEqual({ leader: 1, isr: idSetOf([1, 2]), leaderEpoch: 0, partitionEpoch: 1 });
  });
  it('has the first of its active members lead, where the leader is not in it', () => {
    const s = three({ isr: [0, 1, 2], fenced: [1] });
    changePartition(clean)(s, idSetOf([1, 2]));
    expect(outcome(s)).toEqual({ leader: 2, isr: idSetOf([1, 2]), leaderEpoch: 1, partitionEpoch: 1 });
  });
  it('is no change, if nothing changes', () => {
    const s = three({ isr: [0, 1] });
    changePartition(clean)(s, idSetOf([0, 1]));
    expect(outcome(s)).toEqual({ leader: 0, isr: idSetOf([0, 1]), leaderEpoch: 0, partitionEpoch: 0 });
  });
});

describe('whoever is fenced', () => {
  it('is out of the ISR, and leads no more', () => {
    const s = three({ isr: [0, 1, 2] });
    fence(clean)(s.brokers[0]!, s);
    expect(outcome(s)).toEqual({ leader: 1, isr: idSetOf([1, 2]), leaderEpoch: 1, partitionEpoch: 1 });
    expect(s.controller.brokers[0]!.fenced).toBe(true);
  });
  it('is only noted, if it is not in the ISR', () => {
    const s = three({ isr: [0, 1] });
    fence(clean)(s.brokers[2]!, s);
    expect(outcome(s)).toMatchObject({ leader: 0, partitionEpoch: 0 });
    expect(s.controller.brokers[2]!.fenced).toBe(true);
  });
  it('stays in the ISR as its last member, and nobody leads', () => {
    const s = three({ isr: [0] });
    fence(clean)(s.brokers[0]!, s);
    expect(outcome(s)).toEqual({ leader: NOBODY_LEADS, isr: only(0), leaderEpoch: 1, partitionEpoch: 1 });
  });
  it('is followed by the first active replica, which is then the ISR, if elections may be unclean', () => {
    const s = three({ isr: [0], fenced: [1] });
    fence(unclean)(s.brokers[0]!, s);
    expect(outcome(s)).toEqual({ leader: 2, isr: only(2), leaderEpoch: 1, partitionEpoch: 1 });
  });
  it('is followed by nobody, if nobody is active', () => {
    const s = three({ isr: [0], fenced: [1, 2] });
    fence(unclean)(s.brokers[0]!, s);
    expect(outcome(s)).toMatchObject({ leader: NOBODY_LEADS, isr: only(0) });
  });
  it('gives way to a clean leader first, also if elections may be unclean', () => {
    const s = three({ isr: [0, 2] });
    fence(unclean)(s.brokers[0]!, s);
    expect(outcome(s)).toMatchObject({ leader: 2, isr: only(2) });
    expect(s.controller.isr).not.toBe(NOBODY);
  });
});
