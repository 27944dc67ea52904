import { alwaysStep, has } from '#checker/dsl';
import { hasAll } from '#model/delivery/log';
import { committed, isrMisses } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * In the step that first commits a record, every broker that runs and is in the controller's ISR has it, at its offset.
 *
 * Claim G2; min-copies-at-ack speaks of what the leader takes for the ISR. A member that has stopped, and that the
 * controller has yet to take out, may have lost it already.
 */
export default alwaysStep(delivery, {
  given: (before, after) => after.history.committed.endOffset > before.history.committed.endOffset,
  holds: ({ history }, { controller, brokers, history: { committed } }) =>
    brokers.every(
      ({ id, running, log }) =>
        !running || !has(controller.isr, id) || hasAll(committed, log, history.committed.endOffset),
    ),
  because: ({ history }, s) => isrMisses(committed(s, history.committed.endOffset), s),
});
