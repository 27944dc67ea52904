/** What `tidemark new` writes: each runs as it is, and says what is to be filled in. */
export type NewKind = 'property' | 'protocol' | 'claim';

export interface Template {
  /** The folder it goes to. */
  readonly folder: string;
  readonly text: (name: string, id: string) => string;
  /** Another file that is written with it, if one is. */
  readonly beside?: {
    readonly folder: string;
    readonly name: (name: string) => string;
    readonly is: string;
    /** @param from The module that it is beside. */
    readonly text: (from: string) => string;
  };
  /** The arguments that run it. */
  readonly next: (name: string, id: string) => string;
}

const property = `import { always } from 'tidemark';
import { delivery } from 'tidemark/kafka';

// What there is to fill in:
// - What it speaks of. \`delivery\` has the variables of Kafka's delivery as it is, \`replication\` those of the published
//   protocols; it is judged for every protocol that has them. Of a protocol of your own, import its schema.
// - What must hold. \`always\` asks it of every reachable state, \`alwaysStep\` of every step (before, after);
//   \`sometimes\` looks for an example, and its name begins with some-; \`recoverable\` asks whether it can come about again.
// - \`given\`: where it says anything at all. The report counts how often that was: what is never put to the test holds
//   vacuously. A property may also be one function, without it.
// - The comment: what is claimed, and what it does not cover. \`npx tidemark list\` shows its first paragraph.

/** The high watermark of no replica is beyond the end of its log. */
export default always(delivery, {
  given: ({ brokers }) => brokers.some(({ highWatermark }) => highWatermark > 0),
  holds: ({ brokers }) => brokers.every(({ highWatermark, log }) => highWatermark <= log.endOffset),
});
`;

const protocol = `import {
  actionsOf,
  each,
  flag,
  idOrNone,
  interchangeable,
  mapOf,
  protocol,
  record,
  type BoundsOf,
  type StateOf,
} from 'tidemark';

// What there is to fill in:
// - The bounds: what a run is limited by, each an option of the command line.
// - The schema: the variables, each with its range. A property speaks of them: it imports \`lock\` from here.
// - The actions: each is a way to step. \`choose\` is for whom, \`when\` looks whether it is possible, \`then\` writes, and
//   what it does not touch stays; \`says\` is for who reads a trace. What fails is of \`kind: 'fault'\`.
// - The comment above the default export: what it is a model of, and what it leaves out.
// Kafka under another rule is shorter: export default withRules(kafkaAsDesigned, { ... }), both to be imported.

const bounds = {
  clients: { meaning: 'clients that want the lock', from: 1, to: 7, default: 3 },
} as const;
const clients = interchangeable('clients', ({ clients }: BoundsOf<typeof bounds>) => clients);

export const lock = record({
  /** Who has the lock; -1 is nobody. */
  holder: idOrNone(clients),
  clients: mapOf(clients, record({ waits: flag })),
});
type State = StateOf<typeof lock, typeof bounds>;
const action = actionsOf<State>();
const client = each(({ clients }: State) => clients);

const clientAsk = () =>
  action({
    choose: { client },
    when: ({ client }, { holder }) => !client.waits && holder !== client.id,
    then: ({ client }) => {
      client.waits = true;
    },
    says: ({ client }) => \`client \${client.id} asks for the lock\`,
  });

const clientTake = () =>
  action({
    choose: { client },
    when: ({ client }, { holder }) => client.waits && holder === -1,
    then: ({ client }, s) => {
      client.waits = false;
      s.holder = client.id;
    },
    says: ({ client }) => \`client \${client.id} takes the lock\`,
  });

const clientRelease = () =>
  action({
    choose: { client },
    when: ({ client }, { holder }) => holder === client.id,
    then: (_, s) => {
      s.holder = -1;
    },
    says: ({ client }) => \`client \${client.id} gives the lock back\`,
  });

/** A lock that clients ask for, take and give back. */
export default protocol({
  bounds,
  schema: lock,
  // At first nobody has the lock, and nobody waits: what may be none is none, and every flag false.
  initial: () => {},
  rules: {},
  actions: { clientAsk, clientTake, clientRelease },
});
`;

const witness = (from: string): string => `import { sometimes } from 'tidemark';
import { lock } from '${from}';

// What there is to fill in:
// - What is to be seen: a state that what you will ask is about. Where nothing happens, all that must never be holds.
// - The comment: what that is.

/** A client waits for the lock, and another one has it. */
export default sometimes(lock, ({ holder, clients }) => holder !== -1 && clients.some(({ waits }) => waits));
`;

const claim = (id: string): string => `import { bounded } from 'tidemark';
import { claim, cluster, kafkaAsDesigned } from 'tidemark/kafka';

// What there is to fill in:
// - The cluster, and how often what may fail in it. What is not named does not happen.
// - The text: what is said of Kafka, in a sentence.
// - The side that holds: what is the case there, the properties that are upheld, and in how many distinct states.
// - The side that breaks: the same cluster with one thing given up, and in how few steps each property is violated.
// Figures are written by a person: \`npx tidemark claims\` finds them out anew, and says where they are other.

const two = cluster(kafkaAsDesigned, { brokers: 2 }, { controllerFenceRunning: 1 });

/** The follower is fenced, and leaves the ISR; with min.insync.replicas=1 the leader then acknowledges by itself. */
export default claim({
  id: '${id}',
  text: 'What is acknowledged is in two logs, if min.insync.replicas is 2.',
  holds: {
    is: 'min.insync.replicas=2',
    protocol: two,
    properties: ['two-copies-at-ack'],
    states: 204,
  },
  breaks: {
    is: 'min.insync.replicas=1',
    protocol: bounded(two, { minInsyncReplicas: 1 }),
    steps: { 'two-copies-at-ack': 3 },
  },
});
`;

export const TEMPLATES: Readonly<Record<NewKind, Template>> = {
  property: {
    folder: 'properties',
    text: () => property,
    next: (name) => `verify kafka-as-designed --brokers 2 --property ${name}`,
  },
  protocol: {
    folder: 'protocols',
    text: () => protocol,
    beside: {
      folder: 'properties',
      name: (name) => `some-wait-for-${name}`,
      is: 'what is to be seen of it',
      text: witness,
    },
    next: (name) => `verify ${name}`,
  },
  claim: { folder: 'claims', text: (_, id) => claim(id), next: (_, id) => `claims ${id}` },
};
