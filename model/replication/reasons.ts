import { has, type Frozen, type IdSet, type Reason } from '#checker/dsl';
import { listText } from '../words.js';
import { sameBelow } from './log.js';
import { isTrueLeader, presumesCommitted } from './replica.js';
import type { ReadReplica, State } from './state.js';
import { recordName, replicaName } from './tells.js';

/** Words for where a property is violated: which replica, at which offset, which record. */

type Whole = Pick<Frozen<State>, 'quorum' | 'replicas'>;
type LogRecord = ReturnType<ReadReplica['log']['at']>;
const offsetsBelow = (end: number): number[] => Array.from({ length: end }, (_, offset) => offset);

/** What is wrong, and whose it is. */
export const reason = (says: string, ...whose: readonly { readonly id: number }[]): Reason => ({
  says,
  actors: whose.map(({ id }) => replicaName(id)),
});
/** Who leads, or only takes itself to: `replica 1, which leads in leader epoch 2,`. */
export const leading = (leader: ReadReplica, s: Whole, how = ''): string =>
  `${replicaName(leader.id)}, which ${isTrueLeader(leader, s) ? 'leads' : 'takes itself to lead'} in leader epoch ${leader.leaderEpoch}${how},`;

/** What each of two has at an offset: the records by their names, and as traces have them where only the epochs differ. */
function eachAt(offset: number, ...both: readonly [ReadReplica, ReadReplica]): readonly [string, string] {
  const [a, b] = both.map(({ log }) => (offset < log.endOffset ? log.at(offset) : undefined));
  const text = (one: LogRecord | undefined): string => {
    if (!one) return 'nothing';
    return a?.id === b?.id && a?.epoch !== b?.epoch
      ? `${recordName(one.id)}@${one.epoch}`
      : recordName(one.id);
  };
  return [text(a), text(b)];
}

/** The first offset below an end at which two logs do not have the same record, if there is one. */
export const forkBelow = (end: number, a: ReadReplica, b: ReadReplica): number[] =>
  offsetsBelow(end)
    .filter((offset) => !sameBelow(offset + 1, a.log, b.log))
    .slice(0, 1);
/** What two replicas have at an offset. */
export const bothAt = (offset: number, ...both: readonly [ReadReplica, ReadReplica]): string =>
  listText(eachAt(offset, ...both).map((stands, i) => `${replicaName(both[i]!.id)} has ${stands}`));
/** The first offset of a log whose record is wrong behind one before it, if there is one. */
export const firstWrong = (
  { log }: ReadReplica,
  isWrong: (record: LogRecord, before: LogRecord) => boolean,
): { readonly offset: number; readonly earlier: number }[] =>
  offsetsBelow(log.endOffset)
    .flatMap((offset) =>
      offsetsBelow(offset)
        .filter((earlier) => isWrong(log.at(offset), log.at(earlier)))
        .map((earlier) => ({ offset, earlier })),
    )
    .slice(0, 1);

/**
 * Where a member of an ISR has another record than a leader takes for committed: of which ISR, and how the two are called.
 * Where the leader has no such record itself, what is wrong is the leader's.
 */
export const isrMisses = (
  s: Whole,
  isrOf: (leader: ReadReplica) => IdSet,
  names: (member: ReadReplica, leader: ReadReplica) => readonly [string, string],
): Reason[] =>
  s.replicas.filter(presumesCommitted).flatMap((leader) => {
    const members = s.replicas.filter((replica) => has(isrOf(leader), replica));
    const { log, highWatermark } = leader;
    if (highWatermark > log.endOffset && members.length > 0)
      return [
        reason(
          `${leading(leader, s)} has the high watermark ${highWatermark}, and its log ends at ${log.endOffset}`,
          leader,
        ),
      ];
    return members.flatMap((member) =>
      forkBelow(highWatermark, leader, member).map((offset) => {
        const [name, leaderName] = names(member, leader);
        const [stands, committed] = eachAt(offset, member, leader);
        return reason(
          `${name} has ${stands} at offset ${offset}, where ${leaderName} has ${committed} below its high watermark`,
          member,
        );
      }),
    );
  });
