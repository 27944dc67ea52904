import { alwaysStep, difference, has, NOBODY } from '#checker/dsl';
import { hasAll } from '#model/delivery/log';
import { delivery } from '#model/delivery/state';

/**
 * Whoever joins the controller's ISR is not fenced, and has at each offset the record that was first committed there.
 *
 * Claim R2, and more exact than the book: it need not have all that its leader has. Only on request, as it is of one claim.
 */
export default alwaysStep(delivery, {
  onRequest: true,
  given: ({ controller: { isr } }, { controller }) => difference(controller.isr, isr) !== NOBODY,
  holds: ({ controller: { isr } }, { controller, brokers, history }) =>
    brokers.every(
      (broker) =>
        !has(controller.isr, broker) ||
        has(isr, broker) ||
        (!controller.brokers[broker.id]!.fenced && hasAll(history.committed, broker.log)),
    ),
});
