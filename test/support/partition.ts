import { boundsFor } from '#checker/bounds';
import { plainRegister } from '#checker/plain-register';
import { bounds, delivery, initial, NO_EPOCH, type Broker, type State } from '#model/delivery/state';

/** A partition as it begins, to be changed at will. */
export function partition(given: Partial<Record<keyof typeof bounds, number>> = {}): State {
  const state = plainRegister(delivery, boundsFor(bounds, given)).state as State;
  initial(state);
  return state;
}

/** A replica whose log has records of these leader epochs, each another record, and that may have opened one since. */
export function replicaOf(epochs: readonly number[], openedEpoch = NO_EPOCH): Broker {
  const size = Math.max(1, epochs.length);
  const replica = partition({ logSize: size, records: size, partitionEpochs: 20 }).brokers[0]!;
  for (const [record, epoch] of epochs.entries()) replica.log.append({ record, epoch });
  replica.openedEpoch = openedEpoch;
  return replica;
}
