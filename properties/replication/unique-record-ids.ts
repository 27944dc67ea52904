import { always } from '#checker/dsl';
import { replication } from '#model/replication/state';

/** No log holds a record twice. That the same record is in several logs is what replication is for. */
export default always(replication, ({ replicas }) =>
  replicas.every(({ log }) => {
    for (let offset = 1; offset < log.endOffset; offset++)
      for (let earlier = 0; earlier < offset; earlier++)
        if (log.at(earlier).id === log.at(offset).id) return false;
    return true;
  }),
);
