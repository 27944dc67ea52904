import { always } from '#checker/dsl';
import { presumesLeadership } from '#model/delivery/broker';
import { delivery } from '#model/delivery/state';

/**
 * No two brokers presume to lead in the same leader epoch.
 *
 * In different epochs several may, at the same time.
 */
export default always(delivery, ({ brokers }) =>
  brokers.every((a) =>
    brokers.every(
      (b) =>
        b.id <= a.id ||
        !presumesLeadership(a) ||
        !presumesLeadership(b) ||
        a.metadata.leaderEpoch !== b.metadata.leaderEpoch,
    ),
  ),
);
