import { always } from '#checker/dsl';
import { presumesLeadership } from '#model/delivery/broker';
import { leads, reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';
import { listText } from '#model/words';

/**
 * No two brokers presume to lead at the same time, in whatever leader epochs.
 *
 * Claim R1 to the letter, and not so: a leader that was replaced goes on until it learns of it. Only on request, for that
 * reason; leader-unique-per-epoch is what holds.
 */
export default always(delivery, {
  onRequest: true,
  holds: ({ brokers }) => brokers.filter(presumesLeadership).length <= 1,
  because: (s) => {
    const leaders = s.brokers.filter(presumesLeadership);
    const each = leaders.map((one) => `${brokerName(one.id)} ${leads(one, s)}`);
    return [reason(`at the same time, ${listText(each)}`, ...leaders)];
  },
});
