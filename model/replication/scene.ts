import { has, type Actor, type Arrow, type Frozen, type Scene } from '#checker/dsl';
import { setText } from '../words.js';
import { NO_EPOCH, NO_LEADER, type ReadReplica, type State } from './state.js';
import { recordName, replicaName } from './tells.js';

type Whole = Frozen<State>;
const PRODUCER = 'producer';
export const CONTROLLER = 'controller';

/** What a picture shows of the partition: its producers, each replica with its log, and what the controller has decided. */
export const scene: Scene<Whole> = {
  colours: 'leader epoch',
  actors: (s) => [producer(s), ...s.replicas.map(replica), controller(s)],
  arrows: ({ action, chosen }, before, after) => talks[action]?.(chosen as Chosen, before, after) ?? [],
};

const producer = ({ nextRecordId }: Whole): Actor => ({
  name: PRODUCER,
  notes: Array.from({ length: nextRecordId }, (_, id) => `${recordName(id)} is sent`),
});
function replica({ id, leader, leaderEpoch, isr, highWatermark, log }: ReadReplica): Actor {
  const role = leader === id ? 'leads' : `follows ${leader}`;
  return {
    name: replicaName(id),
    role:
      leaderEpoch === NO_EPOCH
        ? { text: 'knows no leader' }
        : { text: `${role}, epoch ${leaderEpoch}`, colour: leaderEpoch },
    log: Array.from({ length: log.endOffset }, (_, offset) => {
      const one = log.at(offset);
      return { text: `${recordName(one.id)}@${one.epoch}`, colour: one.epoch };
    }),
    marks: [{ name: 'HW', offset: highWatermark }],
    notes: leader === id ? [`ISR ${setText(isr)}`] : [],
  };
}
function controller({ quorum: { leader, leaderEpoch, isr } }: Whole): Actor {
  const role = leader === NO_LEADER ? 'nobody leads' : `${leader} leads`;
  return {
    name: CONTROLLER,
    role:
      leaderEpoch === NO_EPOCH
        ? { text: 'nobody leads' }
        : { text: `${role}, epoch ${leaderEpoch}`, colour: leaderEpoch },
    notes: [`ISR ${setText(isr)}`],
  };
}

type Chosen = Readonly<Record<'leader' | 'follower' | 'request', number>>;
type Talk = (chosen: Chosen, before: Whole, after: Whole) => readonly Arrow[];

/** A request says who leads in a leader epoch. */
const toldTo = (id: number, epoch: number, { leaderAndIsrRequests }: Whole): Arrow[] => [
  {
    from: CONTROLLER,
    to: replicaName(id),
    text: `${leaderAndIsrRequests[epoch]!.leader} leads, epoch ${epoch}`,
  },
];
const writesIsr: Talk = ({ leader }, _, { quorum }) => [
  { from: replicaName(leader), to: CONTROLLER, text: `ISR ${setText(quorum.isr)}` },
];

/** Who talks to whom, by action. What is not named here, somebody does alone. */
const talks: Readonly<Record<string, Talk>> = {
  becomeLeader: ({ request }, before) =>
    toldTo(before.leaderAndIsrRequests[request]!.leader, request, before),
  becomeFollower: ({ request, follower }, before) => toldTo(follower, request, before),
  leaderWrite: ({ leader }, { nextRecordId }) => [
    { from: PRODUCER, to: replicaName(leader), text: recordName(nextRecordId) },
  ],
  followerFetch: ({ leader, follower }, { replicas }) => {
    const { endOffset } = replicas[follower]!.log;
    const { id, epoch } = replicas[leader]!.log.at(endOffset);
    return [
      { from: replicaName(follower), to: replicaName(leader), text: `fetch at ${endOffset}` },
      { from: replicaName(leader), to: replicaName(follower), text: `${recordName(id)}@${epoch}` },
    ];
  },
  followerTruncate: ({ leader, follower }, _, { replicas }) => [
    {
      from: replicaName(leader),
      to: replicaName(follower),
      text: `cut at ${replicas[follower]!.log.endOffset}`,
    },
  ],
  leaderIncHighWatermark: ({ leader }, { replicas }) =>
    replicas
      .filter((one) => one.id !== leader && has(replicas[leader]!.isr, one))
      .map(({ id }) => ({
        from: replicaName(id),
        to: replicaName(leader),
        text: `has ${recordName(replicas[leader]!.log.at(replicas[leader]!.highWatermark).id)}`,
      })),
  leaderExpandIsr: writesIsr,
  leaderShrinkIsr: writesIsr,
};
