import { alwaysStep } from '#checker/dsl';
import { acknowledgesSome, haveCopies } from '#model/delivery/acknowledged';
import { tooFewHave } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';

/**
 * In the step that acknowledges a record under acks=all, two logs hold it at least, on brokers that run or have stopped.
 *
 * Claim C2, with 2 in place of min.insync.replicas, which is what min-copies-at-ack asks for. Only on request, since
 * min.insync.replicas may be 1.
 */
export default alwaysStep(delivery, {
  onRequest: true,
  given: ({ history }, after) => acknowledgesSome(history, after.history),
  holds: (before, after) => haveCopies(before, after, 2),
  because: (before, after) => tooFewHave(before, after, 2),
});
