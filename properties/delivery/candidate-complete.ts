import { always, has } from '#checker/dsl';
import { hasAll } from '#model/delivery/log';
import { committed, isrMisses } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * Every broker that runs and is in the controller's ISR, so that it may be elected at any moment, has at each offset the
 * record that was first committed there. In most flawed protocols this breaks first, before an election makes a loss of
 * it.
 *
 * Claim G3; Vanlightly's LeaderCandidateCompletenessProperty. A member that has stopped may have lost
 * records: it may be elected until it is fenced, but does not lead before it has registered again.
 */
export default always(delivery, {
  given: ({ history }) => history.committed.endOffset > 0,
  holds: ({ controller, brokers, history }) =>
    brokers.every(
      (broker) => !broker.running || !has(controller.isr, broker) || hasAll(history.committed, broker.log),
    ),
  because: (s) => isrMisses(committed(s), s),
});
