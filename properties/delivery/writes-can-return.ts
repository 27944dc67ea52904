import { recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { isrHasMinimum } from '#model/delivery/high-watermark';
import { whoCouldTakeWrites } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * Whatever has failed, the partition can still get a leader that takes records under acks=all, as long as nothing else
 * fails, and whoever stopped starts again.
 *
 * Claim C1. What has been sent already is no part of it. Only on request, as leader-can-return.
 */
export default recoverable(delivery, {
  onRequest: true,
  holds: (s) => {
    const leader = installedLeader(s);
    return leader !== undefined && isrHasMinimum(leader, s);
  },
  because: whoCouldTakeWrites,
});
