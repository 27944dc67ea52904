import { alwaysStep, has } from '#checker/dsl';
import { delivery, NOBODY_LEADS } from '#model/delivery/state';

/**
 * Whoever comes to lead by the controller's word was in the ISR until then.
 *
 * Claims R3 and E1. Who leads by its own word is no part of it: that is leader-unique-per-epoch. Only on request, as it is
 * of the claims; in other protocols an operator may have elected uncleanly.
 */
export default alwaysStep(delivery, {
  onRequest: true,
  given: ({ controller: { leader } }, { controller }) =>
    controller.leader !== NOBODY_LEADS && controller.leader !== leader,
  holds: (before, { controller }) => has(before.controller.isr, controller.leader),
});
