import { always, isSubset } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { maximalIsr } from '#model/delivery/high-watermark';
import { delivery } from '#model/delivery/state';

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
});
