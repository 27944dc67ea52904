import { always } from '#checker/dsl';
import { sameBelow } from '#model/replication/log';
import { replication } from '#model/replication/state';

/**
 * If two logs hold a record of the same leader epoch at the same offset, they hold the same records up to there: Raft's
 * Log Matching. Kafka promises it since KIP-279, where logs that diverged are truncated to what they share.
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
