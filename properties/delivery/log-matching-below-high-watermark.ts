import { always } from '#checker/dsl';
import { sameRecordsBelow } from '#model/delivery/log';
import { bothAt, forkBelow, reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { pairsOf } from '#model/pairs-of';

/**
 * Below the high watermarks of any two replicas their logs have the same records.
 *
 * Vanlightly's LogMatchingProperty; log-matching, of the published protocols, is about epochs. After a loss that is
 * allowed, as two power losses are, it fails for a while, and blames nobody.
 */
export default always(delivery, {
  holds: ({ brokers }) =>
    brokers.every((a) =>
      brokers.every(
        (b) => b.id <= a.id || sameRecordsBelow(Math.min(a.highWatermark, b.highWatermark), a.log, b.log),
      ),
    ),
  because: ({ brokers }) =>
    pairsOf(brokers).flatMap(([a, b]) =>
      forkBelow(Math.min(a.highWatermark, b.highWatermark), a, b).map((offset) =>
        reason(`at offset ${offset}, below the high watermarks of both, ${bothAt(offset, a, b)}`, a, b),
      ),
    ),
});
