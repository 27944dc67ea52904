import { always } from '#checker/dsl';
import { sameRecordsBelow } from '#model/delivery/log';
import { delivery } from '#model/delivery/state';

/**
 * Below the high watermarks of any two replicas their logs have the same records.
 *
 * Vanlightly's LogMatchingProperty; log-matching, of the published protocols, is about epochs. After a loss that is
 * allowed, as two power losses are, it fails for a while, and blames nobody.
 */
export default always(delivery, ({ brokers }) =>
  brokers.every((a) =>
    brokers.every(
      (b) => b.id <= a.id || sameRecordsBelow(Math.min(a.highWatermark, b.highWatermark), a.log, b.log),
    ),
  ),
);
