import type { IdSet } from '#checker/dsl';
import type { EpochEnd } from './log.js';
import type { Broker, ReadBroker, ReadController, Seen, State } from './state.js';
import type { LookUp, Truncation } from './truncation.js';

/**
 * The decisions that some release of Kafka takes otherwise than another, or that a mutant drops. All of them are given to
 * every action; protocols/kafka-as-designed.ts has what they are today.
 */
export interface Rules {
  // The producer, and the leader that it sends to.
  /** What the producer waits for. */
  readonly acks: Acks;
  /** Whether a leader appends at all (acks=all). */
  readonly mayAppend: (leader: ReadBroker, s: Seen) => boolean;
  /** Which replicas are counted against min.insync.replicas when a produce is answered. */
  readonly acknowledgingReplicas: (leader: ReadBroker) => IdSet;
  /** Whether the produces that wait at a broker fail when it applies a new leader epoch. */
  readonly failsPurgatory: (leads: boolean) => boolean;

  // The leader and its followers.
  /** Whether a leader answers a fetch. */
  readonly answersFetch: Fence;
  /** Whether a fetch names the newest epoch of the follower's log, so that the leader can tell that the logs fork. */
  readonly fetchNamesEpoch: boolean;
  /** Whether a fetch from a log that forks is counted as progress all the same. */
  readonly countsForkedFetch: boolean;
  /** Whether a leader forgets how far its followers are when it is elected, as it may be while it leads. */
  readonly forgetsFollowers: (isNewLeader: boolean) => boolean;
  /** Whether a leader notes the start of its epoch in its leader epoch cache. */
  readonly opensEpoch: boolean;
  /** Which replicas the high watermark waits for. */
  readonly replicationQuorum: (leader: ReadBroker) => IdSet;
  /** Whether the high watermark may rise at all. */
  readonly mayCommit: (leader: ReadBroker, s: Seen) => boolean;
  /** Whether a follower that has fetched up to this offset may join the ISR. */
  readonly mayJoinIsr: (endOffset: number, leader: ReadBroker) => boolean;
  /** Whether one that has fetched up to this offset may be taken out of it. */
  readonly mayLeaveIsr: (endOffset: number, leader: ReadBroker) => boolean;
  /** How a leader changes the ISR: by asking the controller, or by itself. */
  readonly isrChange: IsrChange;

  // The follower.
  /** Whether a follower that applies a new leader epoch starts anew: cuts its log, or asks where to. */
  readonly startsAnew: (newLeader: number, oldLeader: number) => boolean;
  /** Where it cuts its log at once. */
  readonly cutsLog: (follower: ReadBroker) => number;
  /** Where it cuts after asking its leader; undefined, where fetches find what is to be cut. */
  readonly looksUp: LookUp | undefined;
  readonly answersLookUp: Fence;
  /** Where a follower cuts that learns by a fetch that the logs fork. */
  readonly truncationOnFetch: (follower: ReadBroker, leaderEnd: EpochEnd) => Truncation;

  // Any broker.
  /** The high watermark that a replica begins with, where its last checkpoint has this one. */
  readonly reloads: (checkpoint: number) => number;
  /** Whether every record is on the disk before anything else happens (flush.messages=1; UnifiedLog.append). */
  readonly flushesEveryRecord: boolean;

  // The controller.
  /** Why the controller refuses an AlterPartition request, in the order in which it looks. */
  readonly refusals: readonly Refusal[];
  /** unclean.leader.election.enable. */
  readonly electsUnclean: boolean;
}

/** When a producer is answered. */
export type Acks = 'all' | '1';
/** Whether a leader answers a follower. */
export type Fence = (follower: ReadBroker, leader: ReadBroker) => boolean;

/** What an AlterPartition request says. */
export interface AlterPartition {
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly isr: IdSet;
  readonly joinerEpoch: number;
}
/** A reason to refuse an AlterPartition request, and the error that says so. */
export interface Refusal {
  readonly error: string;
  readonly applies: (request: AlterPartition, controller: ReadController) => boolean;
  /** Whether the leader then takes its proposal back. Otherwise it waits for metadata, which will tell. */
  readonly rollsBack: boolean;
}

/** How a leader changes the ISR. */
export interface IsrChange {
  readonly mayBegin: (leader: ReadBroker, s: Seen) => boolean;
  readonly begin: (rules: Rules) => (leader: Broker, isr: IdSet, joinerEpoch: number, s: State) => void;
}
