import { always } from '#checker/dsl';
import { firstWrong, reason } from '#model/replication/reasons';
import { replication } from '#model/replication/state';
import { recordName, replicaName } from '#model/replication/tells';

/** Along every log, the leader epochs of the records never go back. */
export default always(replication, {
  holds: ({ replicas }) =>
    replicas.every(({ log }) => {
      for (let offset = 1; offset < log.endOffset; offset++)
        if (log.at(offset).epoch < log.at(offset - 1).epoch) return false;
      return true;
    }),
  because: ({ replicas }) =>
    replicas.flatMap((replica) =>
      firstWrong(replica, (record, before) => record.epoch < before.epoch).map(({ offset, earlier }) => {
        const [before, record] = [earlier, offset]
          .map((one) => replica.log.at(one))
          .map(({ id, epoch }) => `${recordName(id)} of leader epoch ${epoch}`);
        return reason(
          `${replicaName(replica.id)} has ${record} at offset ${offset}, behind ${before}`,
          replica,
        );
      }),
    ),
});
