import { recoverable } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { whoCouldLead } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * Whatever has failed, the partition can still get a leader that runs and knows that it leads, as long as nothing else
 * fails, and whoever stopped starts again.
 *
 * Claims E2 and E5. That it can be: not that it will, nor how soon. Only on request: the epochs that it takes must fit
 * into the bounds.
 */
export default recoverable(delivery, {
  onRequest: true,
  holds: (s) => installedLeader(s) !== undefined,
  because: whoCouldLead,
});
