import { has, idsBelow, recoverable } from '#checker/dsl';
import { reason, stateOf } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';
import { setText } from '#model/words';

/**
 * Whatever has failed, all replicas can still come to be in the ISR, as long as nothing else fails, and whoever stopped
 * starts again.
 *
 * Claim R2: whoever was taken out is let in again. Only on request, as leader-can-return.
 */
export default recoverable(delivery, {
  onRequest: true,
  holds: ({ controller, brokers }) => controller.isr === idsBelow(brokers.length),
  because: (s) =>
    s.brokers
      .filter((broker) => !has(s.controller.isr, broker))
      .map((broker) =>
        reason(
          `${brokerName(broker.id)} ${stateOf(broker, s)}, and is not in the ISR, which is ${setText(s.controller.isr)}`,
          broker,
        ),
      ),
});
