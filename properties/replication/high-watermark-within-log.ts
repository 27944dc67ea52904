import { always } from '#checker/dsl';
import { replication } from '#model/replication/state';

/** No replica's high watermark is past the end of its own log: it never takes for committed what it does not have. */
export default always(replication, ({ replicas }) =>
  replicas.every(({ highWatermark, log }) => highWatermark <= log.endOffset),
);
