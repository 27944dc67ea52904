import type { Frozen } from '#checker/dsl';
import { NO_EPOCH, type Broker, type ReadBroker, type State } from './state.js';

/**
 * Appends a record, a leader's own or one that was fetched. Its epoch is the newest of the log: one that was opened at
 * this offset and has no record is dropped, whether it is this epoch or a later one (LeaderEpochFileCache.assign).
 *
 * Where that one was later, and earlier records have this epoch too, Kafka also lets the epoch begin only here. Since
 * 2.8 a follower gets there only after a cut, which drops what was opened.
 */
export function append(replica: Broker, record: { readonly record: number; readonly epoch: number }): void {
  replica.log.append(record);
  replica.openedEpoch = NO_EPOCH;
}

/**
 * Cuts a log, and with it the leader epoch cache and the high watermark (UnifiedLog.truncateTo). The epoch that was
 * opened at the end of the log goes too, even if no record does (KAFKA-10706, 2.6.1 and 2.7). It is on the disk at once,
 * which Kafka does not wait for.
 */
export function truncate(replica: Broker, offset: number): void {
  replica.log.truncateTo(offset);
  const { endOffset } = replica.log;
  replica.openedEpoch = NO_EPOCH;
  replica.highWatermark = Math.min(replica.highWatermark, endOffset);
  replica.flushedOffset = Math.min(replica.flushedOffset, endOffset);
}

/** Where an epoch ends in a log, and the epoch that ends there. */
export interface EpochEnd {
  readonly epoch: number;
  readonly offset: number;
}

/** The newest epoch in a replica's leader epoch cache: that of its last record, or one that it opened since. */
export const latestEpoch = ({ log, openedEpoch }: ReadBroker): number =>
  openedEpoch !== NO_EPOCH ? openedEpoch : log.endOffset === 0 ? NO_EPOCH : log.at(log.endOffset - 1).epoch;

/** The oldest epoch in the cache. */
export const earliestEpoch = ({ log, openedEpoch }: ReadBroker): number =>
  log.endOffset === 0 ? openedEpoch : log.at(0).epoch;

/** Where the first epoch after this one starts; undefined, if there is none. */
export function startOfNextEpoch({ log, openedEpoch }: ReadBroker, epoch: number): number | undefined {
  for (let offset = 0; offset < log.endOffset; offset++) if (log.at(offset).epoch > epoch) return offset;
  return openedEpoch > epoch ? log.endOffset : undefined;
}

/** The newest epoch that is not after this one. */
function floorEpoch({ log, openedEpoch }: ReadBroker, epoch: number): number {
  if (openedEpoch !== NO_EPOCH && openedEpoch <= epoch) return openedEpoch;
  for (let offset = log.endOffset - 1; offset >= 0; offset--)
    if (log.at(offset).epoch <= epoch) return log.at(offset).epoch;
  return NO_EPOCH;
}

/**
 * Where an epoch ends in this log: at the start of the next one, and it is the newest epoch not after it that ends there.
 * Undefined for an epoch that is later than all. Since 2.0.1; in 2.0.0 one before the first was unknown too.
 * LeaderEpochFileCache.endOffsetFor.
 */
export function endOffsetFor(replica: ReadBroker, epoch: number): EpochEnd | undefined {
  if (epoch === NO_EPOCH) return undefined;
  if (epoch === latestEpoch(replica)) return { epoch, offset: replica.log.endOffset };
  const offset = startOfNextEpoch(replica, epoch);
  if (offset === undefined) return undefined;
  const floor = floorEpoch(replica, epoch);
  return { epoch: floor === NO_EPOCH ? epoch : floor, offset };
}

type RecordLog = Frozen<State>['history']['committed'];
/** Whether two logs have the same records below an offset that neither need reach, or between two such offsets. */
export function sameRecordsBelow(end: number, a: RecordLog, b: RecordLog, from = 0): boolean {
  for (let offset = from; offset < Math.min(end, a.endOffset, b.endOffset); offset++)
    if (a.at(offset).record !== b.at(offset).record) return false;
  return true;
}
/** Whether a log has all these records, each at its offset, or all from an offset on. */
export const hasAll = (records: RecordLog, log: RecordLog, from = 0): boolean =>
  log.endOffset >= records.endOffset && sameRecordsBelow(records.endOffset, records, log, from);
