import type { ReadReplica } from './state.js';

/** Questions about logs. Offsets are of records; an end offset is one past the last. */
export type Log = ReadReplica['log'];

/** Whether both logs have the same record at an offset that both reach. */
const sameAt = (offset: number, a: Log, b: Log): boolean =>
  a.at(offset).id === b.at(offset).id && a.at(offset).epoch === b.at(offset).epoch;

/** Whether both logs reach an end offset, and hold the same records below it. */
export function sameBelow(end: number, a: Log, b: Log): boolean {
  if (a.endOffset < end || b.endOffset < end) return false;
  for (let offset = 0; offset < end; offset++) if (!sameAt(offset, a, b)) return false;
  return true;
}

/** The end offset of the last record that both logs have at the same offset; 0 if there is none. They may differ below. */
export function lastMatchingOffset(a: Log, b: Log): number {
  for (let end = Math.min(a.endOffset, b.endOffset); end > 0; end--) if (sameAt(end - 1, a, b)) return end;
  return 0;
}

/** The leader epoch of the last record of a log that is not empty. */
export const latestEpoch = (log: Log): number => log.at(log.endOffset - 1).epoch;

/**
 * Where a log leaves an epoch: its own end, if its last record is of that epoch, and else its first record of a later
 * one. Undefined if it is empty, or has no later one.
 */
export function endOffsetForEpoch(epoch: number, log: Log): number | undefined {
  if (log.endOffset === 0) return undefined;
  return latestEpoch(log) === epoch ? log.endOffset : startOfLaterEpoch(epoch, log);
}
function startOfLaterEpoch(epoch: number, log: Log): number | undefined {
  for (let offset = 0; offset < log.endOffset; offset++) if (log.at(offset).epoch > epoch) return offset;
  return undefined;
}

/** The offset of the first record of an epoch, or where it would come: the log's end. */
export function startOffsetOfEpoch(epoch: number, log: Log): number {
  for (let offset = 0; offset < log.endOffset; offset++) if (log.at(offset).epoch === epoch) return offset;
  return log.endOffset;
}
