import { always, has, sizeOf } from '#checker/dsl';
import { reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';
import { setText } from '#model/words';

/**
 * Whoever is fenced is not in the controller's ISR, unless it is all of it.
 *
 * Claim R2, for a session that has ended; the last member of an ISR stays in it. Only on request, as it is of one claim.
 */
export default always(delivery, {
  onRequest: true,
  holds: ({ controller }) =>
    sizeOf(controller.isr) === 1 ||
    controller.brokers.every((broker) => !broker.fenced || !has(controller.isr, broker)),
  because: ({ controller }) =>
    controller.brokers
      .filter((broker) => broker.fenced && has(controller.isr, broker))
      .map((broker) =>
        reason(
          `${brokerName(broker.id)} is fenced, and is in the ISR, which is ${setText(controller.isr)}`,
          broker,
        ),
      ),
});
