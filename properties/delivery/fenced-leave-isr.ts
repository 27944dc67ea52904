import { always, has, sizeOf } from '#checker/dsl';
import { delivery } from '#model/delivery/state';

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
});
