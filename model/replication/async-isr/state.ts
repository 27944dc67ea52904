import {
  actionsOf,
  each,
  has,
  idSet,
  idsBelow,
  interchangeable,
  mapOf,
  orNone,
  record,
  setOf,
  union,
  upTo,
  type BoundsOf,
  type Frozen,
  type Guarded,
  type StateOf,
} from '#checker/dsl';

/** AsyncIsr.tla has no bound of its own; these are the constants of a constraint around it. */
export const bounds = {
  brokers: { meaning: 'replicas of the partition', from: 1, to: 16, default: 3 },
  maxOffset: { meaning: 'the largest log end offset of the leader', from: 0, to: 1000, default: 2 },
  maxVersion: { meaning: 'the largest version of the ISR', from: 0, to: 1000, default: 2 },
} as const;
type Bounds = BoundsOf<typeof bounds>;

const brokers = interchangeable('brokers', ({ brokers }: Bounds) => brokers);
/** Both have room for the first value outside the constraint. */
const version = upTo(({ maxVersion }: Bounds) => maxVersion + 1);
const offset = upTo(({ maxOffset }: Bounds) => maxOffset + 1);
const versionedIsr = { isr: idSet(brokers), version };

/** A partition whose leader never changes, and whose ISR the controller keeps. */
export const asyncIsr = record({
  controller: record(versionedIsr),

  leader: record({
    ...versionedIsr,
    /** Every replica that an ISR proposed since the last update would have, and the version it was proposed for. */
    pendingIsr: idSet(brokers),
    pendingVersion: orNone(version),
  }),

  /** Log end offsets: the leader's own, and of the others what it knows. */
  replicas: mapOf(brokers, record({ endOffset: offset })),

  /**
   * Proposals on their way to the controller, which stay when they have arrived. While its ISR is of one version, a
   * leader can propose to take in or out one other replica at a time.
   */
  requests: setOf(({ brokers, maxVersion }: Bounds) => (brokers - 1) * (maxVersion + 1), versionedIsr),
  /** The ISRs that the controller has decided on, one for each version after 0. */
  updates: setOf(({ maxVersion }: Bounds) => maxVersion + 1, versionedIsr),
});

export type State = StateOf<typeof asyncIsr, typeof bounds>;
type Seen = Guarded<State>;

export const NO_VERSION = -1;
/** The replica that leads, for good. */
export const LEADER = 0;

/** All replicas are in the ISR, of version 0, and nothing is written. */
export function initial({ controller, leader, bounds }: State): void {
  controller.isr = leader.isr = idsBelow(bounds.brokers);
  leader.pendingVersion = NO_VERSION;
}

export const action = actionsOf<State>();
export const followers = each((s: State) => s.replicas).where(({ id }) => id !== LEADER);
export const requests = each((s: State) => s.requests);
export const updates = each((s: State) => s.updates);

/** The end of what all replicas have that may be in the ISR, for all that the leader knows. */
export function highWatermark({ leader, replicas }: Pick<Frozen<Seen>, 'leader' | 'replicas'>): number {
  const maximalIsr = union(leader.isr, leader.pendingIsr);
  return Math.min(
    ...replicas.filter((replica) => has(maximalIsr, replica)).map(({ endOffset }) => endOffset),
  );
}

/** The leader proposes an ISR, and reckons with it from now on. */
export function propose({ leader, requests }: State, isr: State['leader']['isr']): void {
  requests.add({ isr, version: leader.version });
  leader.pendingIsr = union(leader.pendingIsr, isr);
  leader.pendingVersion = leader.version;
}
/** The controller decides on an ISR. */
export function decide({ controller, updates }: State, isr: State['leader']['isr']): void {
  controller.isr = isr;
  controller.version++;
  updates.add({ isr, version: controller.version });
}
