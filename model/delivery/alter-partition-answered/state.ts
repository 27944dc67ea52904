import { mapOf, orNone, record, type Guarded, type StateOf } from '#checker/dsl';
import { bounds, brokers, delivery, epoch } from '../state.js';

/**
 * The same partition with one thing more: what leaders learn of their AlterPartition requests from the answers, and not
 * from the metadata.
 *
 * An answer names a version, and no ISR: it is for the proposal that is pending, and drops with it.
 */
export const alterPartitionAnswered = record(
  {
    ...delivery.fields,
    answers: mapOf(
      brokers,
      record({
        /** The version that the controller has made of its request, while the answer that says so is on its way. */
        granted: orNone(epoch),
        /** The version that it has learned from an answer, and that is yet to come as metadata. */
        taken: orNone(epoch),
      }),
    ),
  },
  bounds,
);
export type State = StateOf<typeof alterPartitionAnswered>;
export type Seen = Guarded<State>;
