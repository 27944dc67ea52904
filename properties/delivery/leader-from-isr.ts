import { alwaysStep, has } from '#checker/dsl';
import { reason } from '#model/delivery/reasons';
import { delivery, NOBODY_LEADS } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';
import { setText } from '#model/words';

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
  because: ({ controller: { isr } }, { controller: { leader, leaderEpoch }, brokers }) => [
    reason(
      `${brokerName(leader)} is to lead in leader epoch ${leaderEpoch}, and was not in the ISR, which was ${setText(isr)}`,
      brokers[leader]!,
    ),
  ],
});
