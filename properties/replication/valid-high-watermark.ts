import { always, has } from '#checker/dsl';
import { asyncIsr, highWatermark } from '#model/replication/async-isr/state';
import { replicaName } from '#model/replication/async-isr/tells';

/**
 * Every member of the controller's ISR has all records below the high watermark that the leader computes now, so that each
 * of them would be safe to elect.
 *
 * AsyncIsr.tla, ValidHighWatermark. The leader never changes there, and a higher high watermark of before is not remembered.
 */
export default always(asyncIsr, {
  given: (s) => highWatermark(s) > 0,
  holds: (s) =>
    s.replicas
      .filter((replica) => has(s.controller.isr, replica))
      .every(({ endOffset }) => endOffset >= highWatermark(s)),
  because: (s) =>
    s.replicas
      .filter((replica) => has(s.controller.isr, replica) && replica.endOffset < highWatermark(s))
      .map(({ id, endOffset }) => ({
        says: `${replicaName(id)}, which is in the ISR, ends at offset ${endOffset}, and the high watermark is ${highWatermark(s)}`,
        actors: [replicaName(id)],
      })),
});
