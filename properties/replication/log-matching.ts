import { always } from '#checker/dsl';
import { sameBelow } from '#model/replication/log';
import { replication } from '#model/replication/state';

/**
 * If two logs hold a record of the same leader epoch at the same offset, they hold the same records up to there: Raft's
 * Log Matching. KIP-279 is meant to make it so, as long as elections are clean; before it two brokers and three records
 * are enough to break it. What becomes of consumers that read the one log or the other is not asked.
 */
export default always(replication, ({ replicas }) =>
  replicas.every((a) =>
    replicas.every(({ id, log }) => {
      if (id <= a.id) return true;
      for (let offset = Math.min(a.log.endOffset, log.endOffset) - 1; offset >= 0; offset--)
        if (a.log.at(offset).epoch === log.at(offset).epoch) return sameBelow(offset + 1, a.log, log);
      return true;
    }),
  ),
);
