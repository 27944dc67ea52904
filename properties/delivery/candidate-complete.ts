import { always, has } from '#checker/dsl';
import { hasAll } from '#model/delivery/log';
import { delivery } from '#model/delivery/state';

/**
 * Every broker that runs and is in the controller's ISR, so that it may be elected at any moment, has every record that was
 * ever committed, at its offset. In most flawed protocols this breaks first, before an election makes a loss of it.
 *
 * Claim G3; G-CANDIDATE-COMPLETE, Vanlightly's LeaderCandidateCompletenessProperty. A member that has stopped may have lost
 * records: until it registers again, it cannot be elected.
 */
export default always(delivery, {
  given: ({ history }) => history.committed.endOffset > 0,
  holds: ({ controller, brokers, history }) =>
    brokers.every(
      (broker) => !broker.running || !has(controller.isr, broker) || hasAll(history.committed, broker.log),
    ),
});
