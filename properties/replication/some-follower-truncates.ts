import { sometimes } from '#checker/dsl';
import { replication } from '#model/replication/state';

/**
 * Records were written, and no log holds any: a follower has truncated, to nothing. Without this, truncation is not tested.
 * A cut to an offset that is not 0 is not asked for.
 */
export default sometimes(
  replication,
  ({ replicas, nextRecordId }) => nextRecordId > 0 && replicas.every(({ log }) => log.endOffset === 0),
);
