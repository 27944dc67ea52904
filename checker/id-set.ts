import type { IdSet } from './schema.js';

/** Sets of ids: values that are made anew, never changed. */
interface Identified {
  readonly id: number;
}
type Member = Identified | number;
const bit = (member: Member): number => 1 << (typeof member === 'number' ? member : member.id);

/** The empty set. A single id that is nobody's, as an `idOrNone` may be, is another thing, and -1. */
export const NOBODY = 0 as IdSet;
/** Whether a member, or its id, is in a set. */
export const has = (set: IdSet, member: Member): boolean => (set & bit(member)) !== 0;
/** A set and one more. */
export const plus = (set: IdSet, member: Member): IdSet => (set | bit(member)) as IdSet;
/** A set without one. */
export const minus = (set: IdSet, member: Member): IdSet => (set & ~bit(member)) as IdSet;
/** The set of one. */
export const only = (member: Member): IdSet => bit(member) as IdSet;
/** What is in either of two sets. */
export const union = (a: IdSet, b: IdSet): IdSet => (a | b) as IdSet;
/** What is in both. */
export const intersection = (a: IdSet, b: IdSet): IdSet => (a & b) as IdSet;
/** What is in the first and not in the second. */
export const difference = (a: IdSet, b: IdSet): IdSet => (a & ~b) as IdSet;
/** Whether all of the first is in the second. */
export const isSubset = (a: IdSet, b: IdSet): boolean => (a & ~b) === 0;
/** All ids below a count of at most 31. */
export const idsBelow = (count: number): IdSet => (2 ** count - 1) as IdSet;
/** How many ids are in a set. */
export function sizeOf(set: IdSet): number {
  let size = 0;
  for (let rest: number = set; rest !== 0; rest &= rest - 1) size++;
  return size;
}
/** The ids in a set, smallest first. */
export function idsIn(set: IdSet): number[] {
  const ids: number[] = [];
  for (let rest: number = set; rest !== 0; rest &= rest - 1) ids.push(31 - Math.clz32(rest & -rest));
  return ids;
}
/** The set of some ids. */
export const idSetOf = (ids: readonly number[]): IdSet =>
  ids.reduce<IdSet>((set, id) => plus(set, id), NOBODY);
