import { alwaysStep, sizeOf } from '#checker/dsl';
import { presumesLeadership } from '#model/delivery/broker';
import { leading, minIsrText, reason } from '#model/delivery/reasons';
import { delivery, minIsr } from '#model/delivery/state';
import { recordName } from '#model/delivery/tells';
import { setText } from '#model/words';

/**
 * In the step that first commits a record, a leader whose high watermark is there knows an ISR of min.insync.replicas
 * members at least.
 *
 * Claim C1, since 3.7. How many of them have it is committed-on-all-isr. Only on request, as it is of one claim.
 */
export default alwaysStep(delivery, {
  onRequest: true,
  given: ({ history }, after) => after.history.committed.endOffset > history.committed.endOffset,
  holds: (_, { brokers, history: { committed }, bounds }) =>
    brokers.some(
      (broker) =>
        presumesLeadership(broker) &&
        broker.highWatermark >= committed.endOffset &&
        sizeOf(broker.asLeader.isr) >= minIsr(bounds),
    ),
  because: (before, s) => {
    const { brokers, bounds } = s;
    const { committed } = s.history;
    const leaders = brokers.filter(
      (broker) => presumesLeadership(broker) && broker.highWatermark >= committed.endOffset,
    );
    const record = recordName(committed.at(before.history.committed.endOffset).record);
    if (leaders.length === 0) return [reason(`nobody who leads has ${record} below its high watermark`)];
    return leaders.map((leader) =>
      reason(
        `${leading(leader, s)} committed ${record} with the ISR ${setText(leader.asLeader.isr)}, and ${minIsrText(bounds)}`,
        leader,
      ),
    );
  },
});
