import { has, recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { whoCouldLead } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * While a member of the ISR runs, and is not fenced, the partition can still get a leader that runs and knows that it
 * leads, though none of those that stopped starts again.
 *
 * Claim R3. That it can be: not that it will, nor how soon. Only on request, as leader-can-return.
 */
export default recoverable(delivery, {
  onRequest: true,
  given: ({ controller, brokers }) =>
    brokers.some(({ id, running }) => running && has(controller.isr, id) && !controller.brokers[id]!.fenced),
  by: { refuses: { brokerRestart: () => true } },
  holds: (s) => installedLeader(s) !== undefined,
  because: whoCouldLead,
});
