import { recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { delivery, NOBODY_LEADS, type ReadBroker } from '#model/delivery/state';

/**
 * Where nobody leads, each replica can still come to lead, though nobody starts again but it.
 *
 * Claim E5, of unclean election; under clean election it must be a member of the ISR (E2). Only on request, for that
 * reason.
 */
export default recoverable(delivery, {
  onRequest: true,
  whichever: ({ brokers }) => brokers,
  given: ({ controller }) => controller.leader === NOBODY_LEADS,
  by: {
    refuses: {
      brokerRestart: ({ broker }: { readonly broker: ReadBroker }, _, replica) => broker.id !== replica,
    },
  },
  holds: (s, replica) => installedLeader(s)?.id === replica,
});
