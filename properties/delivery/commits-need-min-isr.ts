import { alwaysStep, sizeOf } from '#checker/dsl';
import { presumesLeadership } from '#model/delivery/broker';
import { delivery, minIsr } from '#model/delivery/state';

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
});
