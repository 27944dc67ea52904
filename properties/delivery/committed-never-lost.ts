import { always } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { hasAll } from '#model/delivery/log';
import { committed, leaderMisses } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * Every installed leader has at each offset the record that was first committed there. Committed is what the high
 * watermark of any presumed leader has passed, be it a zombie's: somebody may have read it.
 *
 * Claims G3 and E1; Vanlightly's LeaderCompletenessProperty. It says nothing while no leader is installed,
 * be it for ever, and nothing of what a leader has above the high watermark.
 */
export default always(delivery, {
  given: (s) => s.history.committed.endOffset > 0 && installedLeader(s) !== undefined,
  holds: (s) => hasAll(s.history.committed, installedLeader(s)!.log),
  because: (s) => leaderMisses(committed(s), s),
});
