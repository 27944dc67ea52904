import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truncate } from '#model/delivery/log';
import { byLastCommonEpoch, byStartOfNextEpoch, type LookUp } from '#model/delivery/truncation';
import { byFirstAnswer } from '../mutants/delivery/truncation.js';
import { replicaOf } from '../support/partition.js';

/** The epochs of two logs, which part after so many records, and the epoch that the leader has opened since. */
interface Forked {
  readonly shared: readonly number[];
  readonly follower: readonly number[];
  readonly leader: readonly number[];
}
const OPENED = 19;
const rising = (from: number, to: number, kind: (epoch: number) => boolean = () => true) =>
  fc
    .array(fc.integer({ min: from, max: to }).filter(kind), { maxLength: 3 })
    .map((epochs) => epochs.sort((a, b) => a - b));
/** An epoch has one leader: beyond the fork no epoch is in both logs, and one alone may go on with the last before it. */
const forked: fc.Arbitrary<Forked> = rising(0, 6).chain((shared) => {
  const last = shared.at(-1) ?? 0;
  const goesOn = fc.array(fc.constant(last), { maxLength: shared.length === 0 ? 0 : 2 });
  return fc
    .tuple(
      rising(last + 1, 12, (epoch) => epoch % 2 === 0),
      rising(last + 1, 12, (epoch) => epoch % 2 === 1),
      goesOn,
      fc.boolean(),
    )
    .map(([follower, leader, more, isFollowers]) => ({
      shared,
      follower: isFollowers ? [...more, ...follower] : follower,
      leader: isFollowers ? leader : [...more, ...leader],
    }));
});

/** Where a follower's log ends after it has asked as often as it is told to, and how often that was. */
function ask(looksUp: LookUp, { shared, follower, leader }: Forked, highWatermark = 0) {
  const asking = replicaOf([...shared, ...follower]);
  const asked = replicaOf([...shared, ...leader], OPENED);
  asking.highWatermark = highWatermark;
  for (let times = 1; ; times++) {
    const { offset, completed } = looksUp(asking, asked);
    truncate(asking, offset);
    if (completed || asking.log.endOffset === 0) return { end: asking.log.endOffset, times };
  }
}

describe('KIP-279', () => {
  it('finds where two logs part, wherever that is', () => {
    fc.assert(
      fc.property(forked, (logs) => {
        expect(ask(byLastCommonEpoch, logs).end).toBe(logs.shared.length);
      }),
    );
  });
  it('does not with one question', () => {
    const logs = { shared: [1], follower: [2, 4], leader: [3] };
    expect(ask(byFirstAnswer, logs).end).toBe(2);
    expect(ask(byLastCommonEpoch, logs)).toEqual({ end: 1, times: 2 });
  });
  it('keeps what a leader of the same epoch has, if it has opened one since', () => {
    const logs = { shared: [1, 2], follower: [], leader: [] };
    expect(ask(byLastCommonEpoch, logs).end).toBe(2);
  });
});

describe('KIP-101', () => {
  it('finds it where the leader knows the follower’s newest epoch, and else may keep too much', () => {
    expect(ask(byStartOfNextEpoch, { shared: [1, 1], follower: [], leader: [3] }).end).toBe(2);
    expect(ask(byStartOfNextEpoch, { shared: [1], follower: [2, 2], leader: [3] }).end).toBe(1);
    expect(ask(byStartOfNextEpoch, { shared: [1], follower: [4, 4], leader: [3] }).end).toBe(2);
  });
  it('falls back to the high watermark, where the leader has no epoch as early', () => {
    expect(ask(byStartOfNextEpoch, { shared: [], follower: [2, 2], leader: [3] }, 1).end).toBe(1);
  });
});
