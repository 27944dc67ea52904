import { always } from '#checker/dsl';
import { replication } from '#model/replication/state';

/** Along every log, the leader epochs of the records never go back. */
export default always(replication, ({ replicas }) =>
  replicas.every(({ log }) => {
    for (let offset = 1; offset < log.endOffset; offset++)
      if (log.at(offset).epoch < log.at(offset - 1).epoch) return false;
    return true;
  }),
);
