import { idOf, mapOf, ordered, orNone, record, type StateOf } from '#checker/dsl';
import { bounds, delivery, logSize, records } from '../state.js';

/** The same partition, and what consumers have been shown of it: by offset, the record that was read there first. */
export const withReader = record(
  {
    ...delivery.fields,
    history: record({
      ...delivery.fields.history.fields,
      shown: mapOf(ordered('offsets', logSize), record({ record: orNone(idOf(records)) })),
    }),
  },
  bounds,
);
export type State = StateOf<typeof withReader>;
