import { always } from '#checker/dsl';
import { hasRecord } from '#model/delivery/acknowledged';
import { committed, gone } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * Every record that was first committed at its offset is in some replica's log, running or not.
 *
 * The weak half of claim G3. It does not ask at which offset, or whether that replica can ever lead.
 */
export default always(delivery, {
  given: ({ history }) => history.committed.endOffset > 0,
  holds: ({ brokers, history: { committed } }) => {
    for (let offset = 0; offset < committed.endOffset; offset++)
      if (!brokers.some(({ log }) => hasRecord(log, committed.at(offset).record))) return false;
    return true;
  },
  because: (s) => gone(committed(s), s),
});
