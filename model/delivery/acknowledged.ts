import type { Frozen } from '#checker/dsl';
import type { State } from './state.js';

type Acknowledged = Frozen<State>['history']['acknowledged'][number];
type Log = Frozen<State>['history']['committed'];

/** Whether a producer was told that its record is written. */
export const isAcknowledged = ({ offset }: Acknowledged): boolean => offset >= 0;

/** Whether a record, if it was acknowledged under acks=all, is in a log at the offset that its producer was told. */
export const hasAcknowledged = (log: Log, record: Acknowledged): boolean =>
  !isAcknowledged(record) || (record.offset < log.endOffset && log.at(record.offset).record === record.id);

/** Whether a record is anywhere in a log. */
export function hasRecord(log: Log, record: number): boolean {
  for (let offset = 0; offset < log.endOffset; offset++) if (log.at(offset).record === record) return true;
  return false;
}
