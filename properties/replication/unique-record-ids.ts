import { always } from '#checker/dsl';
import { firstWrong, reason } from '#model/replication/reasons';
import { replication } from '#model/replication/state';
import { recordName, replicaName } from '#model/replication/tells';

/** No log holds a record twice. That the same record is in several logs is what replication is for. */
export default always(replication, {
  holds: ({ replicas }) =>
    replicas.every(({ log }) => {
      for (let offset = 1; offset < log.endOffset; offset++)
        for (let earlier = 0; earlier < offset; earlier++)
          if (log.at(earlier).id === log.at(offset).id) return false;
      return true;
    }),
  because: ({ replicas }) =>
    replicas.flatMap((replica) =>
      firstWrong(replica, (record, before) => record.id === before.id).map(({ offset, earlier }) =>
        reason(
          `${replicaName(replica.id)} has ${recordName(replica.log.at(offset).id)} at offset ${earlier}, and again at offset ${offset}`,
          replica,
        ),
      ),
    ),
});
