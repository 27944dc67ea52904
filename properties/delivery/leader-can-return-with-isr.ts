import { has, recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { whoCouldLead } from '#model/delivery/reasons';
import { delivery, NOBODY_LEADS, type ReadBroker } from '#model/delivery/state';

/**
 * Where nobody leads, the partition can still get a leader, though nobody starts again but members of the ISR.
 *
 * Claim E2: it is enough that they do. That it takes one of them is leader-can-return-without-isr, which does not hold. Only
 * on request, as leader-can-return.
 */
export default recoverable(delivery, {
  onRequest: true,
  given: ({ controller }) => controller.leader === NOBODY_LEADS,
  by: {
    refuses: {
      brokerRestart: ({ broker }: { readonly broker: ReadBroker }, { controller }) =>
        !has(controller.isr, broker),
    },
  },
  holds: (s) => installedLeader(s) !== undefined,
  because: whoCouldLead,
});
