import { mapOf, oneOf, optional, orNone, idOf, record, upTo, type Guarded, type StateOf } from '#checker/dsl';
import { bounds, brokerEpoch, brokers, delivery, epoch, logSize, records } from '../state.js';

/**
 * The same partition with one thing more: what leaders have answered, and followers have yet to see.
 *
 * A follower has a fetcher for each broker that it ever fetched from, and each of these waits for one answer at a time
 * (ReplicaFetcherManager). So an answer outlives what happens to both sides meanwhile, and blocks the next fetch from
 * that leader until it is there, or lost.
 */
export const replyInFlight = record(
  {
    ...delivery.fields,
    replies: mapOf(
      brokers,
      record({
        from: mapOf(
          brokers,
          optional({
            kind: oneOf('records', 'diverging', 'outOfRange'),
            record: orNone(idOf(records)),
            epoch: orNone(epoch),
            offset: upTo(logSize),
            /** What the fetch was for, and in which leader epoch and which life of the follower. */
            fetchOffset: upTo(logSize),
            leaderEpoch: epoch,
            brokerEpoch,
          }),
        ),
      }),
    ),
  },
  bounds,
);
export type State = StateOf<typeof replyInFlight>;
export type Seen = Guarded<State>;
