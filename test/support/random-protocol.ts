import fc from 'fast-check';
import {
  actionsOf,
  always,
  alwaysStep,
  bagOf,
  below,
  each,
  eachBelow,
  idOrNone,
  interchangeable,
  limit,
  logOf,
  mapOf,
  optional,
  protocol,
  record,
  recoverable,
  setOf,
  sometimes,
  within,
  type Choice,
  type Frozen,
  type Kind,
  type Property,
  type Protocol,
  type StateOf,
} from '#checker/dsl';

const room = { meaning: 'room for one more step', from: 0, to: 9, default: 1 } as const;
const bounds = {
  nodes: { meaning: 'nodes', from: 1, to: 3, default: 2 },
  room0: room,
  room1: room,
} as const;
const nodes = interchangeable('nodes', ({ nodes }: { readonly nodes: number }) => nodes);
const content = { n: below(2), to: idOrNone(nodes) };
const schemaWith = <Network>(network: Network) =>
  record({
    mode: below(3),
    nodes: mapOf(nodes, record({ n: below(2) })),
    note: optional({ n: below(2) }),
    log: logOf(() => 1, { n: below(2) }),
    network: network as Network & ReturnType<typeof bagOf<typeof content>>,
  });
const withBag = schemaWith(bagOf(() => 2, content));
/** A state has all kinds of parts; which kind of network is drawn. */
export const anything = withBag;
export type Anything = StateOf<typeof withBag, typeof bounds>;
type Seen = Frozen<Anything>;

/** A number that depends on others, and on nothing else: what is drawn is where to begin. */
function digest(seed: number, ...values: readonly number[]): number {
  let h = seed | 0;
  for (const value of values) {
    h = Math.imul(h ^ (value + 1), 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
  return (h ^ (h >>> 16)) >>> 0;
}

const looks: readonly ((s: Seen) => number)[] = [
  (s) => s.mode,
  (s) => s.nodes[0]!.n,
  (s) => s.nodes.at(-1)!.n,
  (s) => (s.note.present ? s.note.n : 2),
  (s) => (s.log.endOffset === 0 ? 2 : s.log.at(0).n),
  (s) => s.network.size,
  (s) => s.network.count({ n: 0, to: -1 }),
  (s) => (s.network.some(({ n, to }) => n === 1 && to >= 0) ? 1 : 0),
  (s) => (s.network.isFull ? 1 : 0),
];
/** What a test sees of a state: which parts it looks at next depends on what it has seen. */
function look(seed: number, s: Seen): number[] {
  const seen: number[] = [];
  for (let i = 0, at = seed; i < 3; i++) {
    const value = looks[at % looks.length]!(s);
    seen.push(value);
    at = digest(seed, i, value);
  }
  return seen;
}
/** True of one state in `of`, or of all but one. */
const isRare = (seed: number, s: Seen, of: number, ...more: readonly number[]): boolean =>
  digest(seed, ...look(seed, s), ...more) % of === 0;

interface Chosen {
  readonly node?: Anything['nodes'][number];
  readonly other?: { readonly id: number; readonly n: number };
  readonly number?: number;
  readonly message?: { readonly n: number; readonly to: number };
}
const CHOICES = ['node', 'other', 'number', 'message'] as const;
/** What was chosen of what may be: a search refuses to be asked for a choice that an action does not have. */
const allOf = (chosen: Frozen<Chosen>): Frozen<Chosen> =>
  Object.fromEntries(CHOICES.flatMap((name) => (name in chosen ? [[name, chosen[name]]] : [])));
function valuesOf(chosen: Frozen<Chosen>): number[] {
  const { node, other, number, message } = allOf(chosen);
  return [
    node ? 2 * node.id + node.n : 9,
    other ? 2 * other.id + other.n : 9,
    number ?? 9,
    message ? 4 * message.n + message.to : 9,
  ];
}
const choices = {
  node: each((s: Anything) => s.nodes),
  other: each((s: Anything) => s.nodes),
  number: eachBelow<Anything>(({ nodes }) => nodes + 1),
  message: each((s: Anything) => s.network),
} satisfies Record<string, Choice<Anything, any>>;
const effects: readonly ((chosen: Chosen, s: Anything, value: number) => void)[] = [
  (_, s, value) => (s.mode = value % 3),
  ({ node }, s, value) => ((node ?? s.nodes[0]!).n = value % 2),
  (_, s, value) => s.nodes.forEach((node) => (node.n = (node.n + value) % 2)),
  (_, s, value) => s.note.put({ n: value % 2 }),
  (_, s) => s.note.clear(),
  (_, s, value) => {
    if (!s.log.isFull) s.log.append({ n: value % 2 });
  },
  (_, s) => s.log.truncateTo(0),
  ({ message }, s, value) => {
    const added =
      value % 3 === 0 && message
        ? message
        : { n: value % 2, to: (value % 3) - 1 < s.bounds.nodes ? (value % 3) - 1 : 0 };
    if (!s.network.isFull) s.network.add(added);
  },
  ({ message }, { network }) => {
    if (message) network.remove(message);
  },
  (_, { network }, value) => network.remove({ n: value % 2, to: -1 }),
  () => {},
];

const seed = fc.noBias(fc.nat(0x7fffffff));
const drawnAction = fc.record({
  seed,
  chooses: fc.subarray([...CHOICES], { maxLength: 2 }),
  prunes: fc.boolean(),
  guards: fc.boolean(),
  rooms: fc.constantFrom(0, 0, 1, 2),
  kind: fc.constantFrom<Kind>('protocol', 'client', 'fault'),
  does: fc.noBias(fc.array(fc.nat(effects.length - 1), { minLength: 1, maxLength: 3 })),
});
type DrawnAction = typeof drawnAction extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const action = actionsOf<Anything>();
function actionOf({ seed, chooses, prunes, guards, rooms, kind, does }: DrawnAction) {
  const choose: Record<string, Choice<Anything, any>> = Object.fromEntries(
    chooses.map((name, i) => {
      const all: Choice<Anything, any> = choices[name];
      return [
        name,
        prunes ? all.where((one, s) => !isRare(seed + i, s as Seen, 3, ...valuesOf({ [name]: one }))) : all,
      ];
    }),
  );
  const room = (i: number) => (chosen: Chosen, s: unknown) =>
    !isRare(seed ^ (i + 1), s as Seen, 6, ...valuesOf(chosen));
  return () =>
    action({
      kind,
      choose,
      ...(guards && {
        when: (chosen, s) => digest(seed, ...valuesOf(chosen), ...look(seed, s as Seen)) % 3 !== 0,
      }),
      room: Object.fromEntries(Array.from({ length: rooms }, (_, i) => [`room${i}`, room(i)])),
      then: (chosen, s) => {
        const value = digest(seed, ...valuesOf(chosen), ...look(seed, s));
        const all = allOf(chosen) as Chosen;
        does.forEach((effect, i) => effects[effect]!(all, s, value >>> (4 * i)));
      },
    });
}

/** A property of futures: what is true of few states, to be reached from where something is true of a third. */
export const drawnRecoverable = fc.record({
  seed,
  of: fc.constantFrom(2, 7, 40),
  given: fc.boolean(),
  kinds: fc.option(fc.subarray<Kind>(['protocol', 'client', 'fault', 'heal'], { minLength: 1 }), {
    nil: undefined,
  }),
});
export const recoverableOf = ({
  seed,
  of,
  given,
  kinds,
}: typeof drawnRecoverable extends fc.Arbitrary<infer Drawn> ? Drawn : never): Property =>
  recoverable(anything, {
    ...(given && { given: (s) => isRare(seed + 1, s as Seen, 3) }),
    ...(kinds && { by: { kinds } }),
    holds: (s) => isRare(seed, s as Seen, of),
  });

export const drawnProperty = fc.record({
  kind: fc.constantFrom('always', 'sometimes', 'alwaysStep'),
  seed,
  given: fc.boolean(),
  of: fc.constantFrom(2, 7, 40),
});
type DrawnProperty = typeof drawnProperty extends fc.Arbitrary<infer Drawn> ? Drawn : never;
export function propertyOf({ kind, seed, given, of }: DrawnProperty): Property {
  if (kind === 'sometimes') return sometimes(anything, (s) => isRare(seed, s as Seen, of));
  if (kind === 'always')
    return always(anything, {
      ...(given && { given: (s) => isRare(seed + 1, s as Seen, 3) }),
      holds: (s) => !isRare(seed, s as Seen, of),
    });
  return alwaysStep(anything, {
    ...(given && { given: (before, _, { action }) => isRare(seed + 1, before as Seen, 3, action.length) }),
    holds: (before, after, { chosen }) =>
      digest(
        seed,
        ...look(seed, before as Seen),
        ...look(seed, after as Seen),
        ...valuesOf(chosenIn(chosen)),
      ) %
        of !==
      0,
  });
}
/** Elements are known to a property of steps by their ids alone. */
const chosenIn = ({ number, message, node }: Readonly<Record<string, unknown>>): Chosen => ({
  number: ((number as number | undefined) ?? 0) + 4 * ((node as number | undefined) ?? 0),
  ...(message ? { message: message as NonNullable<Chosen['message']> } : {}),
});
export const drawnProperties = fc.array(drawnProperty, { minLength: 1, maxLength: 5 });
export const propertiesOf = (drawn: readonly DrawnProperty[]): Record<string, Property> =>
  Object.fromEntries(drawn.map((one, i) => [`${one.kind}${i}`, propertyOf(one)]));

/** What a small protocol is made from: what is drawn is data, so that a counterexample can be read. */
export const drawnProtocol = fc.record({
  actions: fc.noBias(fc.array(drawnAction, { minLength: 2, maxLength: 6 })),
  kind: fc.constantFrom('set', 'bag'),
  mode: fc.nat(2),
  constraints: fc.oneof(fc.constant<number[]>([]), fc.array(seed, { minLength: 1, maxLength: 2 })),
  limits: fc.oneof(fc.constant<number[]>([]), fc.array(fc.nat(2), { minLength: 1, maxLength: 2 })),
});
type DrawnProtocol = typeof drawnProtocol extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** A small protocol of any shape, which depends on nothing but the state. */
export function protocolOf({ actions, kind, mode, constraints, limits }: DrawnProtocol): Protocol {
  const plain = protocol({
    bounds,
    schema: kind === 'bag' ? withBag : (schemaWith(setOf(() => 2, content)) as unknown as typeof withBag),
    initial: (s) => {
      s.mode = mode;
    },
    rules: {},
    actions: Object.fromEntries(actions.map((one, i) => [`act${i}`, actionOf(one)])),
  });
  const constrained = within(
    plain,
    Object.fromEntries(constraints.map((seed, i) => [`within${i}`, (s) => !isRare(seed, s as Seen, 9)])),
  );
  return limit(
    constrained,
    Object.fromEntries(limits.slice(0, actions.length).map((most, i) => [`act${i}`, most])),
  );
}
