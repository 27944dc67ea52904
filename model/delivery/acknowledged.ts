import type { Frozen } from '#checker/dsl';
import type { State } from './state.js';

type History = Frozen<State>['history'];
type Acknowledged = History['acknowledged'][number];
type Log = History['committed'];

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

/** Whether a producer is told in a step that its record is written (acks=all). */
export const isNewlyAcknowledged = (before: History, record: Acknowledged): boolean =>
  isAcknowledged(record) && !isAcknowledged(before.acknowledged[record.id]!);
/** Whether some producer is told in a step that its record is written (acks=all). */
export const acknowledgesSome = (before: History, after: History): boolean =>
  after.acknowledged.some((record) => isNewlyAcknowledged(before, record));
/** Whether each record that is acknowledged in a step is in so many logs at least, whether their brokers run or not. */
export const haveCopies = (
  { history: before }: Frozen<State>,
  { brokers, history }: Frozen<State>,
  least: number,
): boolean =>
  history.acknowledged.every(
    (record) =>
      !isNewlyAcknowledged(before, record) ||
      brokers.filter(({ log }) => hasRecord(log, record.id)).length >= least,
  );
