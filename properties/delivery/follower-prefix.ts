import { always } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { sameRecordsBelow } from '#model/delivery/log';
import { bothAt, forkBelow, leading, reason } from '#model/delivery/reasons';
import { delivery, type ReadBroker } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';

const isCounted = (leader: ReadBroker, follower: ReadBroker): boolean =>
  follower.id !== leader.id &&
  follower.running &&
  follower.metadata.leader === leader.id &&
  leader.asLeader.followers[follower.id]!.endOffset >= 0;

/**
 * Up to the offset that the installed leader has counted for a follower, both have the same records, as far as their logs
 * go. Followers are those that run and take it for the leader, whatever leader epoch they are in.
 *
 * It is stronger than that a committed record is kept: what is counted will be committed. A follower in
 * another epoch is asked too, since A05 counts just that one.
 */
export default always(delivery, {
  given: (s) => {
    const leader = installedLeader(s);
    return leader !== undefined && s.brokers.some((broker) => isCounted(leader, broker));
  },
  holds: (s) => {
    const leader = installedLeader(s)!;
    return s.brokers.every(
      (broker) =>
        !isCounted(leader, broker) ||
        sameRecordsBelow(leader.asLeader.followers[broker.id]!.endOffset, leader.log, broker.log),
    );
  },
  because: (s) => {
    const leader = installedLeader(s)!;
    return s.brokers
      .filter((broker) => isCounted(leader, broker))
      .flatMap((follower) => {
        const { endOffset } = leader.asLeader.followers[follower.id]!;
        const counts = `${leading(leader, s)} takes ${brokerName(follower.id)} to be at offset ${endOffset}`;
        return forkBelow(endOffset, leader, follower).map((offset) =>
          reason(`${counts}, but at offset ${offset} ${bothAt(offset, leader, follower)}`, leader, follower),
        );
      });
  },
});
