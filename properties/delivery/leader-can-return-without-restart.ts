import { recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { whoCouldLead } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * As long as some broker runs, the partition can still get a leader that runs and knows that it leads, though whoever
 * stopped does not start again, and nothing else fails.
 *
 * Claim E2: with clean election it is not so, and that is the price of it. That it can be: not that it will, nor how soon.
 * What that leader has is no part of it: acked-kept is. Only on request, as leader-can-return.
 */
export default recoverable(delivery, {
  onRequest: true,
  given: ({ brokers }) => brokers.some(({ running }) => running),
  by: { refuses: { brokerRestart: () => true } },
  holds: (s) => installedLeader(s) !== undefined,
  because: whoCouldLead,
});
