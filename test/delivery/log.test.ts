import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  append,
  earliestEpoch,
  endOffsetFor,
  latestEpoch,
  startOfNextEpoch,
  truncate,
} from '#model/delivery/log';
import { NO_EPOCH, type Broker } from '#model/delivery/state';
import { partition, replicaOf } from '../support/partition.js';

/** The leader epoch cache as Kafka keeps it: the epochs of a log, and where each of them starts. */
class LeaderEpochFileCache {
  private entries: { readonly epoch: number; readonly startOffset: number }[] = [];

  assign(epoch: number, startOffset: number): void {
    const latest = this.entries.at(-1);
    if (latest && epoch === latest.epoch && startOffset >= latest.startOffset) return;
    this.entries = this.entries.filter((one) => one.epoch < epoch && one.startOffset < startOffset);
    this.entries.push({ epoch, startOffset });
  }
  truncateFromEnd(endOffset: number): void {
    this.entries = this.entries.filter(({ startOffset }) => startOffset < endOffset);
  }
  latestEpoch(): number {
    return this.entries.at(-1)?.epoch ?? NO_EPOCH;
  }
  earliestEpoch(): number {
    return this.entries[0]?.epoch ?? NO_EPOCH;
  }
  startOfNextEpoch(epoch: number): number | undefined {
    return this.entries.find((one) => one.epoch > epoch)?.startOffset;
  }
  endOffsetFor(requested: number, logEndOffset: number) {
    if (requested === NO_EPOCH) return undefined;
    if (requested === this.latestEpoch()) return { epoch: requested, offset: logEndOffset };
    const higher = this.startOfNextEpoch(requested);
    if (higher === undefined) return undefined;
    const floor = this.entries.findLast(({ epoch }) => epoch <= requested);
    return { epoch: floor?.epoch ?? requested, offset: higher };
  }
}

const LOG_SIZE = 5;
/** What happens to a log: epochs only ever rise, by so much. */
const event = fc.oneof(
  fc.record({ kind: fc.constant('append'), by: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ kind: fc.constant('open'), by: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ kind: fc.constant('truncate'), by: fc.integer({ min: 0, max: 3 }) }),
);
function happen(events: readonly { kind: string; by: number }[]): [Broker, LeaderEpochFileCache] {
  const replica = partition({ logSize: LOG_SIZE, partitionEpochs: 30 }).brokers[0]!;
  const cache = new LeaderEpochFileCache();
  replica.openedEpoch = NO_EPOCH;
  let newest = 0;
  for (const { kind, by } of events) {
    const { endOffset, isFull } = replica.log;
    if (kind === 'truncate') {
      truncate(replica, Math.max(0, endOffset - by));
      cache.truncateFromEnd(Math.max(0, endOffset - by));
      continue;
    }
    if (kind === 'append' && isFull) continue;
    newest += by;
    cache.assign(newest, endOffset);
    if (kind === 'append') append(replica, { record: 0, epoch: newest });
    else replica.openedEpoch = newest;
  }
  return [replica, cache];
}

describe('the epochs of a log', () => {
  it('are those of Kafka’s leader epoch cache, whatever has been appended, opened and cut', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const [replica, cache] = happen(events);
        expect(latestEpoch(replica)).toBe(cache.latestEpoch());
        expect(earliestEpoch(replica)).toBe(cache.earliestEpoch());
        for (let epoch = NO_EPOCH; epoch <= cache.latestEpoch() + 1; epoch++) {
          expect(startOfNextEpoch(replica, epoch)).toBe(cache.startOfNextEpoch(epoch));
          expect(endOffsetFor(replica, epoch)).toEqual(cache.endOffsetFor(epoch, replica.log.endOffset));
        }
      }),
    );
  });
  it('end where the next one starts, and the newest at the end of the log', () => {
    const replica = replicaOf([1, 1, 3], 5);
    expect([0, 1, 2, 3, 4, 5, 6].map((epoch) => endOffsetFor(replica, epoch))).toEqual([
      { epoch: 0, offset: 0 },
      { epoch: 1, offset: 2 },
      { epoch: 1, offset: 2 },
      { epoch: 3, offset: 3 },
      { epoch: 3, offset: 3 },
      { epoch: 5, offset: 3 },
      undefined,
    ]);
  });
});

it('a log that is cut loses its epoch without records, and what it knew of records that it has not', () => {
  const replica = replicaOf([1, 2, 2], 3);
  replica.highWatermark = 3;
  replica.flushedOffset = 2;
  truncate(replica, 1);
  const { openedEpoch, highWatermark, flushedOffset, log } = replica;
  expect({ openedEpoch, highWatermark, flushedOffset, end: log.endOffset }).toEqual({
    openedEpoch: NO_EPOCH,
    highWatermark: 1,
    flushedOffset: 1,
    end: 1,
  });
});
