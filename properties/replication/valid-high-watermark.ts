import { always, has } from '#checker/dsl';
import { asyncIsr, highWatermark } from '#model/replication/async-isr/state';

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
});
