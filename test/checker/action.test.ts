import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  always,
  alwaysStep,
  bagOf,
  below,
  each,
  eachBelow,
  eachUpTo,
  flag,
  idOrNone,
  idSet,
  idsBelow,
  interchangeable,
  logOf,
  mapOf,
  oneOf,
  only,
  optional,
  plus,
  protocol,
  record,
  setOf,
  sometimes,
  upTo,
  within,
  withRules,
  type BoundsOf,
  type Property,
  type StateOf,
} from '#checker/dsl';

/**
 * What the types refuse. tsc is the test: it fails where a line that is expected not to compile does. Nothing here is
 * run but what is in a test of its own.
 */

const bounds = {
  brokers: { meaning: 'replicas', from: 1, to: 3, default: 2 },
  logSize: { meaning: 'records of a log', from: 1, to: 3, default: 2 },
} as const;
type Bounds = BoundsOf<typeof bounds>;
const brokers = interchangeable('brokers', ({ brokers }: Bounds) => brokers);
const logSize = ({ logSize }: Bounds) => logSize;
const schema = record({
  quorum: record({ leader: idOrNone(brokers), isr: idSet(brokers) }),
  replicas: mapOf(brokers, record({ highWatermark: upTo(logSize), log: logOf(logSize, { id: below(4) }) })),
  pending: optional({ version: below(3), isr: idSet(brokers) }),
  slots: mapOf(brokers, optional({ version: below(3) })),
  updates: bagOf(() => 3, { version: below(3), isr: idSet(brokers) }),
  requests: setOf(() => 3, { version: below(3) }),
  role: oneOf('follower', 'leader'),
  on: flag,
  history: record({ acked: upTo(3) }),
});
type State = StateOf<typeof schema, typeof bounds>;
const action = actionsOf<State>();
const replicas = each((s: State) => s.replicas);
const slots = each((s: State) => s.slots);
const updates = each((s: State) => s.updates);
interface Rules {
  readonly may: (n: number) => boolean;
}
const rules: Rules = { may: (n) => n > 0 };
const step = () =>
  action({ choose: { replica: replicas }, then: ({ replica }) => void replica.highWatermark++ });
const whole = protocol({ bounds, schema, initial: () => {}, rules, actions: { step } });
const nothing = (): void => {};
/** Another state of the same type. */
declare const other: State;

export const guards = {
  readsAll: action({
    choose: {
      replica: replicas,
      slot: slots,
      update: updates,
      n: eachUpTo(({ brokers }: Bounds) => brokers),
    },
    when: ({ replica, slot, update, n }, s) =>
      replica.id === slot.id &&
      replica.log.at(0).id < update.version &&
      s.requests.has({ version: n }) &&
      s.updates.count(update) === s.bounds.logSize &&
      s.updates.some(({ isr }) => isr === s.quorum.isr) &&
      (s.pending.present ? s.pending.version > 0 : s.on) &&
      s.role === 'leader',
    then: nothing,
  }),
  assignsField: action({
    choose: { replica: replicas },
    when: ({ replica }) => {
      // @ts-expect-error A guard may look, and not write.
      replica.highWatermark = 1;
      return true;
    },
    then: nothing,
  }),
  assignsFieldOfState: action({
    choose: {},
    when: (_, s) => {
      // @ts-expect-error
      s.quorum.leader = 1;
      return true;
    },
    then: nothing,
  }),
  truncates: action({
    choose: { replica: replicas },
    when: ({ replica }) => {
      // @ts-expect-error
      replica.log.truncateTo(0);
      return true;
    },
    then: nothing,
  }),
  appends: action({
    choose: { replica: replicas },
    when: ({ replica }, s) => {
      // @ts-expect-error
      replica.log.append({ id: 0 });
      // @ts-expect-error
      s.replicas[0]?.log.append({ id: 0 });
      return true;
    },
    then: nothing,
  }),
  addsToSet: action({
    choose: {},
    when: (_, s) => {
      // @ts-expect-error
      s.requests.add({ version: 0 });
      // @ts-expect-error
      s.updates.remove({ version: 0, isr: idsBelow(0) });
      return true;
    },
    then: nothing,
  }),
  putsOptional: action({
    choose: { slot: slots },
    when: ({ slot }, s) => {
      // @ts-expect-error
      s.pending.put({ version: 0, isr: idsBelow(0) });
      // @ts-expect-error
      slot.clear();
      return true;
    },
    then: nothing,
  }),
  readsHistory: action({
    choose: {},
    // @ts-expect-error A guard sees no ghosts, so that no protocol can lean on one.
    when: (_, s) => s.history.acked > 0,
    then: nothing,
  }),
  readsHistoryWhereItChooses: action({
    // @ts-expect-error
    choose: { replica: replicas.where((_, s) => s.history.acked > 0) },
    then: nothing,
  }),
  writesWhereItChooses: action({
    choose: {
      replica: replicas.where((replica) => {
        // @ts-expect-error
        replica.highWatermark = 0;
        return true;
      }),
    },
    then: nothing,
  }),
  writesForRoom: action({
    choose: { replica: replicas },
    room: {
      logSize: ({ replica }) => {
        // @ts-expect-error
        replica.log.truncateTo(0);
        return true;
      },
    },
    then: nothing,
  }),
};

export const effects = {
  writesAll: action({
    choose: { replica: replicas, slot: slots },
    then: ({ replica, slot }, s) => {
      replica.highWatermark = s.replicas[0]!.highWatermark;
      s.quorum.isr = plus(s.quorum.isr, replica);
      slot.put({ version: slot.version });
      s.pending.put({ version: 1, isr: s.quorum.isr });
      s.updates.add(s.pending);
      s.history.acked++;
      s.role = 'leader';
    },
  }),
  assignsNumberToSet: action({
    choose: {},
    then: (_, s) => {
      // @ts-expect-error A set of ids is no number that one may compute.
      s.quorum.isr = 3;
      // @ts-expect-error
      s.updates.add({ version: 0, isr: 3 });
      // @ts-expect-error
      s.quorum.isr = s.quorum.isr + 1;
      s.quorum.isr = only(1);
    },
  }),
  replacesParts: action({
    choose: { replica: replicas },
    then: ({ replica }, s) => {
      // The parts of a state stay what they are: assigning one would leave the state behind, and say nothing.
      // @ts-expect-error
      replica.log = s.replicas[0]!.log;
      // @ts-expect-error
      s.quorum = { leader: 0, isr: idsBelow(0) };
      // @ts-expect-error
      s.requests = other.requests;
      // @ts-expect-error
      s.pending = other.pending;
      // @ts-expect-error
      s.replicas = other.replicas;
      // @ts-expect-error
      s.replicas[0] = replica;
    },
  }),
  changesWhatIsFixed: action({
    choose: { replica: replicas, slot: slots, update: updates },
    then: ({ replica, slot, update }, s) => {
      // @ts-expect-error
      replica.id = 1;
      // @ts-expect-error A message is taken away, and another added.
      update.version = 1;
      // @ts-expect-error An optional record is put as a whole.
      slot.version = 1;
      // @ts-expect-error
      slot.present = true;
      // @ts-expect-error
      replica.log.at(0).id = 1;
      // @ts-expect-error
      replica.log.endOffset = 0;
      // @ts-expect-error
      s.bounds.brokers = 1;
    },
  }),
  writesOtherTypes: action({
    choose: {},
    then: (_, s) => {
      // @ts-expect-error
      s.role = 'candidate';
      // @ts-expect-error
      s.on = 1;
      // @ts-expect-error None is -1.
      s.quorum.leader = null;
      // @ts-expect-error
      s.requests.add({});
      // @ts-expect-error
      s.unknown = 1;
    },
  }),
};

const filtered = (s: State) => s.replicas.filter(({ highWatermark }) => highWatermark > 0);
export const choices = {
  // @ts-expect-error An array that is computed from the state would be computed once, and stay as it was.
  filtered: action({ choose: { replica: each(filtered) }, then: nothing }),
  // @ts-expect-error
  copied: action({ choose: { replica: each((s: State) => [...s.replicas]) }, then: nothing }),
  // @ts-expect-error
  mapped: action({ choose: { leader: each((s: State) => s.replicas.map(({ id }) => id)) }, then: nothing }),
  // @ts-expect-error
  noCollection: action({ choose: { quorum: each((s: State) => s.quorum) }, then: nothing }),
  // @ts-expect-error
  noSuchBound: action({ choose: { n: eachBelow(({ nodes }: Bounds) => nodes) }, then: nothing }),
  // @ts-expect-error Room is made by the bounds that there are.
  noSuchRoom: action({ choose: {}, room: { nodes: () => true }, then: nothing }),
  // @ts-expect-error
  noSuchKind: action({ kind: 'crash', choose: {}, then: nothing }),
  // @ts-expect-error
  noSuchChoice: action({ choose: { replica: replicas }, when: ({ leader }) => leader.id > 0, then: nothing }),
};

const poorer = record({ quorum: record({ leader: idOrNone(brokers) }) });
const richer = record({ ...schema.fields, more: flag });
const poor = { bounds, schema: poorer, initial: nothing, rules: {} };
const rich = { bounds, schema: richer, initial: nothing, rules: {} };
export const protocols = {
  inheritsActions: protocol({ ...rich, actions: { step, readsAll: () => guards.readsAll } }),
  // @ts-expect-error An action needs at least its own state.
  poorerState: protocol({ ...poor, actions: { step } }),
  // @ts-expect-error
  poorerBounds: protocol({ ...rich, bounds: {}, actions: { step } }),
  otherRules: withRules(whole, { may: () => true }),
  // @ts-expect-error
  unknownRule: () => withRules(whole, { must: () => true }),
  // @ts-expect-error
  ruleOfOtherType: withRules(whole, { may: 3 }),
  // @ts-expect-error
  ruleOfOtherResult: withRules(whole, { may: () => 'yes' }),
  // @ts-expect-error
  noRule: withRules(whole, { may: undefined }),
  // @ts-expect-error
  writingConstraint: within(whole, { small: (s) => (s.quorum.leader = 1) === 1 }),
};

export const properties = {
  readsAll: always(
    schema,
    ({ slots, replicas, history, updates }) =>
      slots.every(({ id, present }) => !present || id === replicas[id]!.id) &&
      history.acked >= 0 &&
      updates.every(({ version }) => version < 3),
  ),
  assigns: always(schema, (s) => {
    // @ts-expect-error A property may look, and not write.
    s.quorum.leader = 1;
    // @ts-expect-error
    s.replicas[0]!.highWatermark++;
    return true;
  }),
  truncates: always(schema, {
    given: ({ replicas }) => {
      // @ts-expect-error
      replicas[0]!.log.truncateTo(0);
      return true;
    },
    holds: () => true,
  }),
  removes: sometimes(schema, (s) => {
    // @ts-expect-error
    s.updates.remove({ version: 0, isr: idsBelow(0) });
    // @ts-expect-error
    s.pending.put({ version: 0, isr: idsBelow(0) });
    return true;
  }),
  writesBeforeOrAfter: alwaysStep(schema, (before, after) => {
    // @ts-expect-error
    before.on = true;
    // @ts-expect-error
    after.on = true;
    return true;
  }),
  // @ts-expect-error
  speaksOfWhatIsNotThere: always(schema, (s) => s.controller > 0),
  // @ts-expect-error
  saysNothing: always(schema, () => {}),
};
// @ts-expect-error What a file of properties exports must be made by always, alwaysStep or sometimes.
export const notMade: Property = () => true;
// @ts-expect-error
export const halfMade: Property = { kind: 'always', holds: () => true };
export const made: Property = properties.readsAll;

describe('an action', () => {
  it('is of the protocol and has room everywhere, if it does not say otherwise', () => {
    expect(action({ choose: {}, then: nothing })).toMatchObject({ kind: 'protocol', room: {} });
    expect(action({ kind: 'fault', choose: {}, then: nothing }).kind).toBe('fault');
  });

  it('chooses by one choice again where another prunes it, so that a choice can be shared', () => {
    const pruned = replicas.where(({ id }) => id > 0);
    expect(replicas.test).toBeUndefined();
    expect(pruned.from).toBe(replicas.from);
  });
});
