import { idsIn, type IdSet } from '#checker/dsl';

/** Words for stories, of every model. */

/** A set of ids, as traces have it. */
export const setText = (set: IdSet): string => `{${idsIn(set).join(',')}}`;
/** Somebody that has an id, or nobody. */
export const nameOf = (what: string, id: number): string => (id < 0 ? 'nobody' : `${what} ${id}`);
export const listText = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;

/** What was cut off a log, what was appended, and from which offset on. */
export interface LogChange {
  readonly cut: readonly string[];
  readonly appended: readonly string[];
  readonly from: number;
}
/** The difference of two logs, of records by their names. */
export function logChange(before: readonly string[], after: readonly string[]): LogChange {
  const fork = before.findIndex((one, offset) => one !== after[offset]);
  const from = fork < 0 ? before.length : fork;
  return { cut: before.slice(from), appended: after.slice(from), from };
}
export const appendedText = (name: string, { appended, from }: LogChange): string[] =>
  appended.length === 0 ? [] : [`${name} appends ${listText(appended)} at offset ${from}`];
export const cutText = (name: string, { cut }: LogChange): string[] =>
  cut.length === 0 ? [] : [`${name} cuts ${listText(cut)} off its log`];

/** The clause for a number that rose or fell, if it did. */
export const movedText = (what: string, before: number, after: number): string[] =>
  before === after ? [] : [`${what} ${after > before ? 'rises' : 'falls'} to ${after}`];
