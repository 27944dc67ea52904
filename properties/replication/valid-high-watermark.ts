import { always, has } from '#checker/dsl';
import { asyncIsr, highWatermark } from '#model/replication/async-isr/state';

/**
 * Every member of the controller's ISR has all records below the leader's high watermark: whoever the controller may
 * elect has everything that was committed.
 *
 * AsyncIsr.tla, ValidHighWatermark.
 */
export default always(asyncIsr, {
  given: (s) => highWatermark(s) > 0,
  holds: (s) =>
    s.replicas
      .filter((replica) => has(s.controller.isr, replica))
      .every(({ endOffset }) => endOffset >= highWatermark(s)),
});
