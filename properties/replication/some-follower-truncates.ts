import { sometimes } from '#checker/dsl';
import { replication } from '#model/replication/state';

/** Records were written, and no log holds any: followers have truncated. Without this, truncation is not tested. */
export default sometimes(
  replication,
  ({ replicas, nextRecordId }) => nextRecordId > 0 && replicas.every(({ log }) => log.endOffset === 0),
);
