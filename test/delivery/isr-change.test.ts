import { describe, expect, it } from 'vitest';
import { idSetOf } from '#checker/id-set';
import {
  byAlterPartition,
  byConditionalWrite,
  lacksRecords,
  reachedHighWatermark,
  reachedLeaderEpoch,
} from '#model/delivery/isr-change';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import type { AlterPartition } from '#model/delivery/rules';
import { NO_EPOCH } from '#model/delivery/state';
import { partition, replicaOf } from '../support/partition.js';

const { rules } = asDesigned;
/** The controller of three brokers, in leader epoch 2 and partition epoch 5; broker 2 has registered twice, and is out. */
function controller({ isFenced = false } = {}) {
  const s = partition({ brokers: 3, outOfSync: 1 });
  s.controller.leaderEpoch = 2;
  s.controller.partitionEpoch = 5;
  s.controller.brokers[2]!.epoch = 1;
  s.controller.brokers[2]!.fenced = isFenced;
  return s.controller;
}
const joins: AlterPartition = {
  leader: 0,
  leaderEpoch: 2,
  partitionEpoch: 5,
  isr: idSetOf([0, 1, 2]),
  joinerEpoch: 1,
};
const answer = (request: AlterPartition, to = controller()): string =>
  rules.refusals.find(({ applies }) => applies(request, to))?.error ?? 'NONE';

describe('the controller refuses a change of the ISR', () => {
  it('not, if all is as its leader thinks', () => {
    expect(answer(joins)).toBe('NONE');
  });
  it('of a former leader, before anything else is looked at', () => {
    expect(answer({ ...joins, leaderEpoch: 1, partitionEpoch: 4, joinerEpoch: 0 })).toBe(
      'FENCED_LEADER_EPOCH',
    );
  });
  it('of another version of the partition', () => {
    expect(answer({ ...joins, partitionEpoch: 4, joinerEpoch: 0 })).toBe('INVALID_UPDATE_VERSION');
  });
  it('if the one who joins is fenced, or fetched before it registered anew', () => {
    expect(answer(joins, controller({ isFenced: true }))).toBe('INELIGIBLE_REPLICA');
    expect(answer({ ...joins, joinerEpoch: 0 })).toBe('INELIGIBLE_REPLICA');
  });
  it('not, if one who is fenced leaves', () => {
    const to = controller({ isFenced: true });
    to.isr = idSetOf([0, 1, 2]);
    expect(answer({ ...joins, isr: idSetOf([0, 1]), joinerEpoch: NO_EPOCH }, to)).toBe('NONE');
  });
  it('and then the leader takes back who is ineligible, and nothing else', () => {
    expect(rules.refusals.filter(({ rollsBack }) => rollsBack).map(({ error }) => error)).toEqual([
      'INELIGIBLE_REPLICA',
    ]);
  });
});

describe('who may join the ISR, and leave it', () => {
  const leader = replicaOf([0, 0, 1]);
  leader.highWatermark = 1;
  leader.asLeader.leaderEpochStartOffset = 2;

  it('joins at the high watermark and at the start of the leader’s epoch, up to 2.0 at the former', () => {
    expect([0, 1, 2, 3].map((end) => reachedLeaderEpoch(end, leader))).toEqual([false, false, true, true]);
    expect([0, 1, 2, 3].map((end) => reachedHighWatermark(end, leader))).toEqual([false, true, true, true]);
  });
  it('leaves if it lacks a record, or has not fetched', () => {
    expect([-1, 0, 2, 3].map((end) => lacksRecords(end, leader))).toEqual([true, true, true, false]);
  });
});

describe('a leader changes the ISR', () => {
  it('by a request, and by no second one before that is settled', () => {
    const s = partition({ brokers: 3, outOfSync: 1 });
    const leader = s.brokers[0]!;
    const { mayBegin, begin } = byAlterPartition;
    expect(mayBegin(leader, s)).toBe(true);
    begin(rules)(leader, idSetOf([0, 1, 2]), 1, s);
    expect(mayBegin(leader, s)).toBe(false);
    expect(s.alterPartitions.has({ ...joins, leaderEpoch: 0, partitionEpoch: 0 })).toBe(true);
    expect([s.controller.isr, leader.asLeader.isr, leader.asLeader.proposedIsr]).toEqual([
      idSetOf([0, 1]),
      idSetOf([0, 1]),
      idSetOf([0, 1, 2]),
    ]);
  });
  it('up to 2.6 by itself, and not if somebody else has written since it read', () => {
    const s = partition({ brokers: 3, outOfSync: 1 });
    const leader = s.brokers[0]!;
    const write = byConditionalWrite.begin(rules);
    write(leader, idSetOf([0, 1, 2]), 1, s);
    expect([s.controller.isr, leader.asLeader.isr]).toEqual([idSetOf([0, 1, 2]), idSetOf([0, 1, 2])]);
    expect([s.controller.partitionEpoch, leader.metadata.partitionEpoch]).toEqual([1, 1]);
    s.controller.partitionEpoch = 2;
    write(leader, idSetOf([0]), NO_EPOCH, s);
    expect(s.controller.isr).toBe(idSetOf([0, 1, 2]));
  });
});
