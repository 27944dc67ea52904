import { always, has, isSubset, NOBODY } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { maximalIsr } from '#model/delivery/high-watermark';
import { leading, reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';
import { setText } from '#model/words';

/**
 * Whoever the controller may elect is among those that the installed leader takes for in sync, or for about to be.
 *
 * Vanlightly's ReplicationQuorumSupersetProperty, without ELR. That the high watermark waits for all
 * of them is another matter (A10). Where the leader writes the ISR itself it may be late to learn of a removal, never of
 * an addition.
 */
export default always(delivery, {
  given: (s) => installedLeader(s) !== undefined,
  holds: (s) => isSubset(s.controller.isr, maximalIsr(installedLeader(s)!)),
  because: (s) => {
    const leader = installedLeader(s)!;
    const isr = maximalIsr(leader);
    const { isr: known, proposedIsr } = leader.asLeader;
    const asks = proposedIsr === NOBODY ? '' : ` and asks for ${setText(proposedIsr)}`;
    const takes = `${leading(leader, s)} takes ${setText(known)} for the ISR${asks}`;
    return s.brokers
      .filter((broker) => has(s.controller.isr, broker) && !has(isr, broker))
      .map((broker) =>
        reason(`${takes}, and the controller's ISR has ${brokerName(broker.id)}`, leader, broker),
      );
  },
});
