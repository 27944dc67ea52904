import {
  below,
  idOrNone,
  idSet,
  idsBelow,
  interchangeable,
  logOf,
  mapOf,
  ordered,
  orNone,
  record,
  upTo,
  type BoundsOf,
  type Frozen,
  type Guarded,
  type StateOf,
} from '#checker/dsl';

/**
 * What the published specifications bound, by their guards alone: hachikuji/kafka-specification, KafkaReplication.tla.
 * There they are called Replicas, LogSize, MaxRecords and MaxLeaderEpoch.
 */
export const bounds = {
  brokers: { meaning: 'replicas of the partition', from: 1, to: 16, default: 3 },
  logSize: { meaning: 'records that a log can hold', from: 1, to: 64, default: 2 },
  records: { meaning: 'records that are written in all', from: 0, to: 1000, default: 2 },
  leaderEpochs: { meaning: 'the last leader epoch; the first is 0', from: 0, to: 1000, default: 2 },
} as const;
type Bounds = BoundsOf<typeof bounds>;

const brokers = interchangeable('brokers', ({ brokers }: Bounds) => brokers);
const leaderEpochs = ordered('leader epochs', ({ leaderEpochs }: Bounds) => leaderEpochs + 1);
const logSize = ({ logSize }: Bounds) => logSize;
const records = ({ records }: Bounds) => records;
const epoch = below(leaderEpochs.size);

/** Whom somebody takes for the leader, and for in sync with it. */
const leaderAndIsr = { leader: idOrNone(brokers), isr: idSet(brokers) };

/** One partition, replicated under a controller that keeps its leader and ISR in ZooKeeper. */
export const replication = record({
  /** What ZooKeeper holds. A leader's writes to the ISR are fenced against it. */
  quorum: record({ leaderEpoch: orNone(epoch), ...leaderAndIsr }),

  /**
   * The LeaderAndIsr requests, by leader epoch: those below `nextLeaderEpoch` were sent, and the others have no leader and
   * no ISR. One may arrive late, more than once, after a later one, or never.
   */
  leaderAndIsrRequests: mapOf(leaderEpochs, record(leaderAndIsr)),

  replicas: mapOf(
    brokers,
    record({
      leaderEpoch: orNone(epoch),
      ...leaderAndIsr,
      highWatermark: upTo(logSize),
      log: logOf(logSize, { id: below(records), epoch }, ({ id, epoch }) => `r${id}@${epoch}`),
    }),
  ),

  nextLeaderEpoch: upTo(leaderEpochs.size),
  nextRecordId: upTo(records),
});

/** What a state is made of, to read and write. */
export type State = StateOf<typeof replication, typeof bounds>;
/** A state as a guard sees it. */
export type Seen = Guarded<State>;
/** A replica, to read and write; and as rules, guards and properties see it. */
export type Replica = State['replicas'][number];
/** The same, which may be looked at only. */
export type ReadReplica = Frozen<Replica>;

/** Where there is no leader, Kafka's NO_LEADER. */
export const NO_LEADER = -1;
/** Before the first leader epoch. */
export const NO_EPOCH = -1;

/** All logs are empty, all replicas are in the ISR, and nobody has been elected. */
export function initial(s: State): void {
  s.quorum.leader = NO_LEADER;
  s.quorum.leaderEpoch = NO_EPOCH;
  s.quorum.isr = idsBelow(s.bounds.brokers);
}
