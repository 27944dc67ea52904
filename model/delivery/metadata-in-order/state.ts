import { idOrNone, idSet, mapOf, ordered, record, type BoundsOf, type StateOf } from '#checker/dsl';
import { bounds, brokers, delivery, epoch } from '../state.js';

const partitionEpochs = ordered(
  'partition epochs',
  ({ partitionEpochs }: BoundsOf<typeof bounds>) => partitionEpochs + 1,
);

/**
 * The same partition with all its versions, as the metadata log has them, as far as some running broker has yet to apply
 * them.
 */
export const metadataInOrder = record(
  {
    ...delivery.fields,
    versions: mapOf(
      partitionEpochs,
      record({ leader: idOrNone(brokers), leaderEpoch: epoch, isr: idSet(brokers) }),
    ),
  },
  bounds,
);
export type State = StateOf<typeof metadataInOrder>;
