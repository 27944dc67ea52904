import { always } from '#checker/dsl';
import { presumesLeadership } from '#model/delivery/broker';
import { reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';
import { pairsOf } from '#model/pairs-of';

/**
 * No two brokers presume to lead in the same leader epoch.
 *
 * In different epochs several may, at the same time.
 */
export default always(delivery, {
  holds: ({ brokers }) =>
    brokers.every((a) =>
      brokers.every(
        (b) =>
          b.id <= a.id ||
          !presumesLeadership(a) ||
          !presumesLeadership(b) ||
          a.metadata.leaderEpoch !== b.metadata.leaderEpoch,
      ),
    ),
  because: ({ brokers }) =>
    pairsOf(brokers.filter(presumesLeadership))
      .filter(([a, b]) => a.metadata.leaderEpoch === b.metadata.leaderEpoch)
      .map(([a, b]) =>
        reason(
          `${brokerName(a.id)} takes itself to lead in leader epoch ${a.metadata.leaderEpoch}, and so does ${brokerName(b.id)}`,
          a,
          b,
        ),
      ),
});
