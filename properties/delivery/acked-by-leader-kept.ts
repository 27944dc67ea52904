import { always, has, idsIn } from '#checker/dsl';
import { hasRecord } from '#model/delivery/acknowledged';
import { installedLeader } from '#model/delivery/broker';
import { leading, reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { recordName } from '#model/delivery/tells';

/**
 * Every installed leader has every record that was acknowledged under acks=1.
 *
 * Claim P3, and not so by design: the leader says so before anybody else has the record. Only on request, since most
 * protocols here have producers that wait for all.
 */
export default always(delivery, {
  onRequest: true,
  given: (s) => installedLeader(s) !== undefined && s.history.acknowledgedByLeader !== 0,
  holds: (s) => {
    const { log } = installedLeader(s)!;
    return s.history.acknowledged.every(
      ({ id }) => !has(s.history.acknowledgedByLeader, id) || hasRecord(log, id),
    );
  },
  because: (s) => {
    const leader = installedLeader(s)!;
    return idsIn(s.history.acknowledgedByLeader)
      .filter((record) => !hasRecord(leader.log, record))
      .map((record) =>
        reason(
          `${leading(leader, s)} lacks ${recordName(record)}, which was acknowledged under acks=1`,
          leader,
        ),
      );
  },
});
