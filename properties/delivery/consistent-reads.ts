import { always } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { shown } from '#model/delivery/reader/reasons';
import { withReader } from '#model/delivery/reader/state';
import { leaderMisses } from '#model/delivery/reasons';

/**
 * What a consumer was shown at an offset is what every installed leader has there, so that others are shown the same.
 *
 * Claims G4 and E4; Vanlightly's ConsistentReadProperty. It does not ask that a consumer sees anything at all:
 * a new leader, or a follower, may be behind.
 */
export default always(withReader, {
  given: (s) => installedLeader(s) !== undefined && s.history.shown.some(({ record }) => record >= 0),
  holds: (s) => {
    const { log } = installedLeader(s)!;
    return s.history.shown.every(
      ({ id, record }) => record < 0 || (id < log.endOffset && log.at(id).record === record),
    );
  },
  because: (s) => leaderMisses(shown(s), s),
});
