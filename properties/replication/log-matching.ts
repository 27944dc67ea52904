import { always } from '#checker/dsl';
import { sameBelow } from '#model/replication/log';
import { pairsOf } from '#model/pairs-of';
import { bothAt, forkBelow, reason } from '#model/replication/reasons';
import { replication, type ReadReplica } from '#model/replication/state';

/** The last offset at which two logs have records of the same leader epoch; -1, if there is none. */
function lastOfSameEpoch({ log: a }: ReadReplica, { log: b }: ReadReplica): number {
  let offset = Math.min(a.endOffset, b.endOffset) - 1;
  while (offset >= 0 && a.at(offset).epoch !== b.at(offset).epoch) offset--;
  return offset;
}

/**
 * If two logs hold a record of the same leader epoch at the same offset, they hold the same records up to there: Raft's
 * Log Matching. KIP-279 is meant to make it so, as long as elections are clean; before it two brokers and three records
 * are enough to break it. What becomes of consumers that read the one log or the other is not asked.
 */
export default always(replication, {
  holds: ({ replicas }) =>
    replicas.every((a) =>
      replicas.every(({ id, log }) => {
        if (id <= a.id) return true;
        for (let offset = Math.min(a.log.endOffset, log.endOffset) - 1; offset >= 0; offset--)
          if (a.log.at(offset).epoch === log.at(offset).epoch) return sameBelow(offset + 1, a.log, log);
        return true;
      }),
    ),
  because: ({ replicas }) =>
    pairsOf(replicas).flatMap(([a, b]) => {
      const matching = lastOfSameEpoch(a, b);
      return forkBelow(matching + 1, a, b).map((offset) =>
        reason(
          `at offset ${offset} ${bothAt(offset, a, b)}, though both have a record of leader epoch ${a.log.at(matching).epoch} at offset ${matching}`,
          a,
          b,
        ),
      );
    }),
});
