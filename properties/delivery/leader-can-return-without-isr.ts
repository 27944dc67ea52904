import { has, recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { whoCouldLead } from '#model/delivery/reasons';
import { delivery, NOBODY_LEADS, type ReadBroker } from '#model/delivery/state';

/**
 * Where nobody leads, the partition can still get a leader, though no member of the ISR that stopped starts again.
 *
 * Not so under clean election, which is claim E2: the price of losing nothing. Only on request, for that reason.
 */
export default recoverable(delivery, {
  onRequest: true,
  given: ({ controller }) => controller.leader === NOBODY_LEADS,
  by: {
    refuses: {
      brokerRestart: ({ broker }: { readonly broker: ReadBroker }, { controller }) =>
        has(controller.isr, broker),
    },
  },
  holds: (s) => installedLeader(s) !== undefined,
  because: whoCouldLead,
});
