import { has, type IdSet, type Reason } from '#checker/dsl';
import { listText } from '../words.js';
import { sameBelow } from './log.js';
import { presumesCommitted } from './replica.js';
import type { ReadReplica } from './state.js';
import { recordName, replicaName } from './tells.js';

/** Words for where a property is violated: which replica, at which offset, which record. */

type LogRecord = ReturnType<ReadReplica['log']['at']>;
const offsetsBelow = (end: number): number[] => Array.from({ length: end }, (_, offset) => offset);

/** What is wrong, and whose it is. */
export const reason = (says: string, ...whose: readonly { readonly id: number }[]): Reason => ({
  says,
  actors: whose.map(({ id }) => replicaName(id)),
});
/** A leader: `replica 1, which leads in leader epoch 2,`. */
export const leading = ({ id, leaderEpoch }: ReadReplica): string =>
  `${replicaName(id)}, which leads in leader epoch ${leaderEpoch},`;
const standsAt = (offset: number, { log }: ReadReplica): string =>
  offset < log.endOffset ? recordName(log.at(offset).id) : 'nothing';

/** The first offset below an end at which two logs do not have the same record, if there is one. */
export const forkBelow = (end: number, a: ReadReplica, b: ReadReplica): number[] =>
  offsetsBelow(end)
    .filter((offset) => !sameBelow(offset + 1, a.log, b.log))
    .slice(0, 1);
/** What two replicas have at an offset. */
export const bothAt = (offset: number, ...both: readonly [ReadReplica, ReadReplica]): string =>
  listText(both.map((replica) => `${replicaName(replica.id)} has ${standsAt(offset, replica)}`));
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
 * Where a member of an ISR has another record than a leader takes for committed: of which ISR, and how the member stands to
 * it.
 */
export const isrMisses = (
  replicas: readonly ReadReplica[],
  isrOf: (leader: ReadReplica) => IdSet,
  role: (leader: ReadReplica) => string,
): Reason[] =>
  replicas.filter(presumesCommitted).flatMap((leader) =>
    replicas
      .filter((replica) => has(isrOf(leader), replica))
      .flatMap((member) =>
        forkBelow(leader.highWatermark, leader, member).map((offset) => {
          const name = `${replicaName(member.id)}, which ${role(leader)},`;
          const committed = `${leading(leader)} has ${standsAt(offset, leader)} below its high watermark`;
          return reason(
            `${name} has ${standsAt(offset, member)} at offset ${offset}, where ${committed}`,
            member,
          );
        }),
      ),
  );
