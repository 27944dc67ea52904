import { has, recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { reason, whoCouldLead } from '#model/delivery/reasons';
import { delivery, NOBODY_LEADS, type ReadBroker } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';
import { setText } from '#model/words';

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
  because: (s, replica) => {
    const { controller, brokers } = s;
    if (has(controller.isr, replica)) return whoCouldLead(s);
    const name = brokerName(replica);
    return [
      reason(
        `nobody leads, and ${name} is not in the ISR, which is ${setText(controller.isr)}`,
        brokers[replica]!,
      ),
    ];
  },
});
