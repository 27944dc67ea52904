import { alwaysStep } from '#checker/dsl';
import { acknowledgesSome, haveCopies } from '#model/delivery/acknowledged';
import { tooFewHave } from '#model/delivery/reasons';
import { delivery, minIsr } from '#model/delivery/state';

/**
 * In the step that acknowledges a record under acks=all, at least min.insync.replicas logs hold it, on brokers that run
 * or have stopped.
 *
 * Claim C2. In page caches, that is, and not on disks: a replica that was counted and then loses power is one log less.
 */
export default alwaysStep(delivery, {
  given: ({ history }, after) => acknowledgesSome(history, after.history),
  holds: (before, after) => haveCopies(before, after, minIsr(after.bounds)),
  because: (before, after) => tooFewHave(before, after, minIsr(after.bounds)),
});
