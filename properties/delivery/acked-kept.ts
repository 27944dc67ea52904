import { always } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { hasAcknowledged, isAcknowledged } from '#model/delivery/acknowledged';
import { acknowledged, leaderMisses } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * Every installed leader has every record that was acknowledged under acks=all, at the offset that the producer was told.
 *
 * Claim P1. What was acknowledged under acks=1 is no part of it: that is lost by design. It says
 * nothing while no leader is installed: acked-somewhere does.
 */
export default always(delivery, {
  given: (s) => s.history.acknowledged.some(isAcknowledged) && installedLeader(s) !== undefined,
  holds: (s) => {
    const { log } = installedLeader(s)!;
    return s.history.acknowledged.every((record) => hasAcknowledged(log, record));
  },
  because: (s) => leaderMisses(acknowledged(s), s),
});
