import { recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { isrHasMinimum } from '#model/delivery/high-watermark';
import { whoCouldTakeWritesNow } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * Whatever has failed, the partition can still get a leader that takes records under acks=all, though none of those that
 * stopped starts again.
 *
 * The price of min.insync.replicas, and not so where too few are left. Only on request, for that reason.
 */
export default recoverable(delivery, {
  onRequest: true,
  by: { refuses: { brokerRestart: () => true } },
  holds: (s) => {
    const leader = installedLeader(s);
    return leader !== undefined && isrHasMinimum(leader, s);
  },
  because: whoCouldTakeWritesNow,
});
