import { has, recoverable, sizeOf } from '#checker/dsl';
import { reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';
import { setText } from '#model/words';

/**
 * Whichever member of the ISR has stopped, it can still be taken out of it, unless it is all of it.
 *
 * Claim R2. That it can be: in Kafka it will, when its session has ended. Only on request, as leader-can-return.
 */
export default recoverable(delivery, {
  onRequest: true,
  whichever: ({ brokers }) => brokers,
  given: ({ controller, brokers }, replica) =>
    !brokers[replica]!.running && has(controller.isr, replica) && sizeOf(controller.isr) > 1,
  by: { refuses: { brokerRestart: () => true } },
  holds: ({ controller }, replica) => !has(controller.isr, replica),
  because: ({ controller: { isr }, brokers }, replica) => [
    reason(
      `${brokerName(replica)} is stopped, and is in the ISR, which is ${setText(isr)}`,
      brokers[replica]!,
    ),
  ],
});
