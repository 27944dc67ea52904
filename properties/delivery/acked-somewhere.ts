import { always } from '#checker/dsl';
import { hasRecord, isAcknowledged } from '#model/delivery/acknowledged';
import { acknowledged, gone } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * Every record that was acknowledged under acks=all is in some replica's log, running or not, whoever leads.
 *
 * Vanlightly's NoCommittedRecordLostGlobally. That it can be read again is more: acked-kept.
 */
export default always(delivery, {
  given: ({ history }) => history.acknowledged.some(isAcknowledged),
  holds: ({ brokers, history }) =>
    history.acknowledged.every(
      (record) => !isAcknowledged(record) || brokers.some(({ log }) => hasRecord(log, record.id)),
    ),
  because: (s) => gone(acknowledged(s), s),
});
