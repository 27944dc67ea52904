import {
  bagOf,
  below,
  flag,
  has,
  idOf,
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
 * What a run is bounded by. Only `brokers`, `outOfSync` and `minInsyncReplicas` are of Kafka; the others end what has no
 * end. How often something fails is no bound: see `limit`.
 */
export const bounds = {
  brokers: { meaning: 'replicas of the partition, each on a broker', from: 1, to: 7, default: 3 },
  outOfSync: {
    meaning: 'brokers that start outside of the ISR: the last so many, but not all',
    from: 0,
    to: 6,
    default: 0,
  },
  minInsyncReplicas: { meaning: 'min.insync.replicas of the topic', from: 1, to: 7, default: 2 },
  logSize: { meaning: 'records that a log can hold', from: 1, to: 32, default: 1 },
  records: { meaning: 'records that are sent in all', from: 0, to: 31, default: 1 },
  // With 14 a broker's copy of an epoch, which may be none, takes four bits.
  partitionEpochs: { meaning: 'the last partition epoch; the first is 0', from: 0, to: 1000, default: 14 },
  brokerEpochs: { meaning: 'the last broker epoch; the first is 0', from: 0, to: 1000, default: 7 },
} as const;
type Bounds = BoundsOf<typeof bounds>;

/** min.insync.replicas, or the number of replicas, if that is less: since 3.7 (Partition.effectiveMinIsr), here always. */
export const minIsr = ({ minInsyncReplicas, brokers }: Bounds): number =>
  Math.min(minInsyncReplicas, brokers);

export const brokers = interchangeable('brokers', ({ brokers }: Bounds) => brokers);
export const records = ordered('records', ({ records }: Bounds) => records);
export const logSize = ({ logSize }: Bounds) => logSize;
const offset = upTo(logSize);

/**
 * Every change of the partition has a partition epoch of its own, and some have a new leader epoch: there are no more of
 * these.
 */
export const epoch = below(({ partitionEpochs }: Bounds) => partitionEpochs + 1);
/** A broker gets a new epoch whenever it registers, which it does whenever its process starts. */
export const brokerEpoch = below(({ brokerEpochs }: Bounds) => brokerEpochs + 1);
/** A record of a log: the producer's record, and the leader epoch in which it was appended. */
export const aRecord = { record: idOf(records), epoch };

/**
 * One partition of a topic in a Kafka cluster: what the controller has decided, what each broker has learned of it, what
 * is on its way, and each broker's replica.
 *
 * There is no time in it: what takes long has not happened yet, and what waits for a timeout may happen at any moment.
 */
export const delivery = record(
  {
    /**
     * The committed metadata (PartitionRegistration, BrokerRegistration). Nobody hears of what is not committed, so that
     * the quorum of controllers is one machine, whose changes are single steps.
     */
    controller: record({
      leader: idOrNone(brokers),
      leaderEpoch: epoch,
      partitionEpoch: epoch,
      isr: idSet(brokers),
      brokers: mapOf(brokers, record({ fenced: flag, epoch: brokerEpoch })),
    }),

    brokers: mapOf(
      brokers,
      record({
        running: flag,

        /** The version of the partition that this broker has applied. None of it survives the process. */
        metadata: record({
          leader: idOrNone(brokers),
          leaderEpoch: orNone(epoch),
          partitionEpoch: orNone(epoch),
        }),

        /** What it knows while it presumes to lead (Partition). */
        asLeader: record({
          /** The ISR that it knows to be committed. */
          isr: idSet(brokers),
          /** The ISR that it has asked for and has no answer to; empty, if there is none. */
          proposedIsr: idSet(brokers),
          /** Where its log ended when its leader epoch began. */
          leaderEpochStartOffset: offset,
          /**
           * How far each follower is, by the offset of its last fetch; none, if it has not fetched
           * (Replica.logEndOffset).
           */
          followers: mapOf(brokers, record({ endOffset: orNone(offset) })),
        }),

        asFollower: record({
          /** Whether it has to ask where to cut its log before it fetches (AbstractFetcherThread, Truncating). */
          truncating: flag,
        }),

        log: logOf(logSize, aRecord, ({ record, epoch }) => `r${record}@${epoch}`),
        /**
         * The epoch that it opened when it was elected, until it has a record. The leader epoch cache is the epochs of
         * the log's records and this one: whatever is appended or cut at the end of the log drops it
         * (LeaderEpochFileCache).
         */
        openedEpoch: orNone(epoch),
        /** Records below it are on the disk, and not only in the page cache. */
        flushedOffset: offset,
        highWatermark: offset,
      }),
    ),

    /** AlterPartition requests on their way to the controller. */
    alterPartitions: bagOf(() => 1, {
      leader: idOf(brokers),
      leaderEpoch: epoch,
      partitionEpoch: epoch,
      isr: idSet(brokers),
      /**
       * The broker epoch of the one that would join, by its own fetch (Partition.addBrokerEpochToIsr); none, if nobody
       * would.
       */
      joinerEpoch: orNone(brokerEpoch),
    }),

    /** By record, the produce request (acks=all) that waits for an answer: at which broker, and for which offset. */
    purgatory: mapOf(records, record({ broker: idOrNone(brokers), requiredOffset: offset })),
    nextRecord: upTo(records.size),

    /** Ghosts: what happened, for properties to speak of. No guard sees them. */
    history: record({
      /** By offset, the record that stood there when the high watermark of a presumed leader first passed it. */
      committed: logOf(logSize, { record: idOf(records) }, ({ record }) => `r${record}`),
      /** By record, the offset at which it was acknowledged under acks=all. */
      acknowledged: mapOf(records, record({ offset: orNone(below(logSize)) })),
      /** What was acknowledged under acks=1. */
      acknowledgedByLeader: idSet(records),
      /** Who lost records when it stopped, and has not registered since. */
      lossy: idSet(brokers),
    }),
  },
  bounds,
);

/** What a state is made of, to read and write. */
export type State = StateOf<typeof delivery>;
/** A state as a guard sees it. */
export type Seen = Guarded<State>;
/** A broker, to read and write; and as rules, guards and properties see it. */
export type Broker = State['brokers'][number];
/** The same, which may be looked at only. */
export type ReadBroker = Frozen<Broker>;
/** The committed metadata, to read and write; and as rules, guards and properties see it. */
export type Controller = State['controller'];
/** The same, which may be looked at only. */
export type ReadController = Frozen<Controller>;

/** In place of a leader's id. */
export const NOBODY_LEADS = -1;
/** In place of an epoch, where there is none. */
export const NO_EPOCH = -1;
/** In place of an offset that is not known. */
export const UNKNOWN_OFFSET = -1;

/**
 * All brokers run and know that broker 0 leads; whoever is in the ISR has fetched once. Logs are empty. (A new topic gets
 * there by itself: each ISR member fetches, and nothing else happens.
 * ReplicationControlManager.buildPartitionRegistration.)
 */
export function initial(s: State): void {
  const { controller } = s;
  controller.leader = 0;
  controller.isr = idsBelow(Math.max(1, s.bounds.brokers - s.bounds.outOfSync));
  for (const broker of s.brokers) {
    broker.running = true;
    broker.metadata.leader = 0;
    broker.metadata.leaderEpoch = 0;
    broker.metadata.partitionEpoch = 0;
  }
  const leader = s.brokers[0]!;
  leader.asLeader.isr = controller.isr;
  for (const follower of leader.asLeader.followers)
    if (follower.id !== leader.id && has(controller.isr, follower)) follower.endOffset = 0;
  leader.openedEpoch = 0;
}
