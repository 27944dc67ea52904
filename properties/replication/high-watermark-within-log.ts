import { always } from '#checker/dsl';
import { reason } from '#model/replication/reasons';
import { replication } from '#model/replication/state';
import { replicaName } from '#model/replication/tells';

/** No replica's high watermark is past the end of its own log: it never takes for committed what it does not have. */
export default always(replication, {
  holds: ({ replicas }) => replicas.every(({ highWatermark, log }) => highWatermark <= log.endOffset),
  because: ({ replicas }) =>
    replicas
      .filter(({ highWatermark, log }) => highWatermark > log.endOffset)
      .map((replica) =>
        reason(
          `the high watermark of ${replicaName(replica.id)} is ${replica.highWatermark}, and its log ends at ${replica.log.endOffset}`,
          replica,
        ),
      ),
});
