import { alwaysStep, difference, has, NOBODY } from '#checker/dsl';
import { hasAll } from '#model/delivery/log';
import { committed, misses, reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';

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
  because: ({ controller: { isr } }, s) => {
    const joiners = s.brokers.filter((broker) => has(s.controller.isr, broker) && !has(isr, broker));
    return [
      ...joiners
        .filter(({ id }) => s.controller.brokers[id]!.fenced)
        .map((broker) => reason(`${brokerName(broker.id)} joins the ISR, and is fenced`, broker)),
      ...joiners.flatMap((broker) => misses(committed(s), broker, 'joins the ISR')),
    ];
  },
});
