import { alwaysStep, sizeOf } from '#checker/dsl';
import { isAcknowledged } from '#model/delivery/acknowledged';
import { leading, minIsrText, reason } from '#model/delivery/reasons';
import { delivery, minIsr, NOBODY_LEADS } from '#model/delivery/state';
import { recordName } from '#model/delivery/tells';
import { setText } from '#model/words';

/**
 * A leader appends a record under acks=all only while the ISR that it knows has min.insync.replicas members.
 *
 * Claim C1: else the producer is told NOT_ENOUGH_REPLICAS. The ISR may shrink a moment later, before the record is
 * committed. Only on request, since it is of one claim.
 */
export default alwaysStep(delivery, {
  onRequest: true,
  given: ({ nextRecord }, after, { action }) =>
    action === 'producerSend' &&
    (after.purgatory[nextRecord]!.broker !== NOBODY_LEADS ||
      isAcknowledged(after.history.acknowledged[nextRecord]!)),
  holds: ({ brokers, bounds }, _, { chosen }) =>
    sizeOf(brokers[chosen.leader as number]!.asLeader.isr) >= minIsr(bounds),
  because: (s, _, { chosen }) => {
    const { nextRecord, bounds } = s;
    const leader = s.brokers[chosen.leader as number]!;
    return [
      reason(
        `${leading(leader, s)} appended ${recordName(nextRecord)} with the ISR ${setText(leader.asLeader.isr)}, and ${minIsrText(bounds)}`,
        leader,
      ),
    ];
  },
});
