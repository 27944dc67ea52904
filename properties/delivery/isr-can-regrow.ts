import { idsBelow, recoverable } from '#checker/dsl';
import { delivery } from '#model/delivery/state';

/**
 * Whatever has failed, all replicas can still come to be in the ISR, as long as nothing else fails, and whoever stopped
 * starts again.
 *
 * Claim R2: whoever was taken out is let in again. Only on request, as leader-can-return.
 */
export default recoverable(delivery, {
  onRequest: true,
  holds: ({ controller, brokers }) => controller.isr === idsBelow(brokers.length),
});
