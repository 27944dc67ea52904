import { recoverable, sizeOf, type Frozen } from '#checker/dsl';
import { installedLeader } from '#model/delivery/broker';
import { withReader, type State } from '#model/delivery/reader/state';
import { leading, reason } from '#model/delivery/reasons';
import { minIsr, type ReadBroker } from '#model/delivery/state';

const leaderBelowMinimum = (s: Frozen<State>): ReadBroker | undefined => {
  const leader = installedLeader(s);
  return leader && sizeOf(leader.asLeader.isr) < minIsr(s.bounds) ? leader : undefined;
};

/**
 * While the ISR has fewer members than min.insync.replicas, consumers can still read all that the leader knows to be
 * committed, by reads alone.
 *
 * Claim C1. What was shown before the ISR shrank counts as read. Only on request, as leader-can-return.
 */
export default recoverable(withReader, {
  onRequest: true,
  given: (s) => (leaderBelowMinimum(s)?.highWatermark ?? 0) > 0,
  by: { kinds: ['client'], refuses: { producerSend: () => true } },
  holds: (s) => {
    const leader = leaderBelowMinimum(s);
    return (
      leader !== undefined &&
      s.history.shown.every(({ id, record }) => id >= leader.highWatermark || record >= 0)
    );
  },
  because: (s) => {
    const leader = installedLeader(s)!;
    return s.history.shown
      .filter(({ id, record }) => id < leader.highWatermark && record < 0)
      .map(({ id }) =>
        reason(
          `no consumer was shown what ${leading(leader, s)} has at offset ${id}, below its high watermark`,
          leader,
        ),
      );
  },
});
