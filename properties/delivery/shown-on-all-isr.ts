import { alwaysStep, has } from '#checker/dsl';
import { shown } from '#model/delivery/reader/reasons';
import { withReader } from '#model/delivery/reader/state';
import { isrMisses } from '#model/delivery/reasons';

/**
 * What a consumer is shown, every broker that runs and is in the controller's ISR has at that moment, at its offset.
 *
 * Claim U1. A member that has stopped, and that the controller has yet to take out, may have lost it already. Only on
 * request, since it is of one claim.
 */
export default alwaysStep(withReader, {
  onRequest: true,
  given: (before, after) =>
    after.history.shown.some(({ id, record }) => record >= 0 && before.history.shown[id]!.record < 0),
  holds: (before, { controller, brokers, history }) =>
    history.shown.every(
      ({ id: offset, record }) =>
        record < 0 ||
        before.history.shown[offset]!.record >= 0 ||
        brokers.every(
          ({ id, running, log }) =>
            !running ||
            !has(controller.isr, id) ||
            (offset < log.endOffset && log.at(offset).record === record),
        ),
    ),
  because: (before, after) => isrMisses(shown(after, before), after),
});
