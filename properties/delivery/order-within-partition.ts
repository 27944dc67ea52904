import { always } from '#checker/dsl';
import { delivery } from '#model/delivery/state';

/**
 * In every log the records stand in the order in which they were sent, each once.
 *
 * Claim G1, for one producer that sends each record once. What retries do to the order is no part of it.
 */
export default always(delivery, ({ brokers }) =>
  brokers.every(({ log }) => {
    for (let offset = 1; offset < log.endOffset; offset++)
      if (log.at(offset).record <= log.at(offset - 1).record) return false;
    return true;
  }),
);
