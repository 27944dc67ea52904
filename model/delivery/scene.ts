import { has, NOBODY, type Actor, type Arrow, type Frozen, type Scene } from '#checker/dsl';
import { listText, setText } from '../words.js';
import { NOBODY_LEADS, type ReadBroker, type State } from './state.js';
import { brokerName, recordName } from './tells.js';

type Whole = Frozen<State>;
export const PRODUCER = 'producer';
export const CONTROLLER = 'controller';

/** What a picture shows of the partition: its producers, each broker with its log, and the controller. */
export const scene: Scene<Whole> = {
  colours: 'leader epoch',
  actors: (s) => [producer(s), ...s.brokers.map((one) => broker(one, s)), controller(s)],
  arrows: ({ action, chosen }, before, after) => [
    ...(talks[action]?.(chosen as Chosen, before, after) ?? []),
    ...answers(before, after),
    ...proposals(before, after),
  ],
};

function producer({ nextRecord, purgatory, history }: Whole): Actor {
  const becameOf = (record: number): string => {
    if (history.acknowledged[record]!.offset >= 0) return 'is acknowledged';
    if (has(history.acknowledgedByLeader, record)) return 'is acknowledged';
    const { broker } = purgatory[record]!;
    return broker < 0 ? 'has no answer' : `waits at ${brokerName(broker)}`;
  };
  const committed = Array.from({ length: history.committed.endOffset }, (_, offset) =>
    recordName(history.committed.at(offset).record),
  );
  return {
    name: PRODUCER,
    notes: [
      ...Array.from({ length: nextRecord }, (_, record) => `${recordName(record)} ${becameOf(record)}`),
      ...(committed.length === 0 ? [] : [`committed: ${listText(committed)}`]),
    ],
  };
}

function broker(one: ReadBroker, s: Whole): Actor {
  const { id, running, metadata, asLeader, asFollower, log, highWatermark, flushedOffset } = one;
  const { leader, leaderEpoch } = metadata;
  const known = asLeader.followers.filter((follower) => follower.id !== id && follower.endOffset >= 0);
  const role = leader === id ? 'leads' : leader === NOBODY_LEADS ? 'knows no leader' : `follows ${leader}`;
  return {
    name: brokerName(id),
    role: running ? { text: `${role}, epoch ${leaderEpoch}`, colour: leaderEpoch } : { text: 'stopped' },
    isDown: !running,
    log: Array.from({ length: log.endOffset }, (_, offset) => {
      const { record, epoch } = log.at(offset);
      return { text: `${recordName(record)}@${epoch}`, colour: epoch };
    }),
    marks: [
      { name: 'HW', offset: highWatermark },
      ...(flushedOffset > 0 ? [{ name: 'on disk', offset: flushedOffset }] : []),
    ],
    notes: [
      ...(running && leader === id ? [`ISR ${setText(asLeader.isr)}`] : []),
      ...(asLeader.proposedIsr === NOBODY ? [] : [`asks for ISR ${setText(asLeader.proposedIsr)}`]),
      ...known.map((follower) => `takes ${follower.id} to be at ${follower.endOffset}`),
      ...(asFollower.truncating ? ['has to ask where to cut'] : []),
    ],
    mistakes: known
      .map((follower) => ({ ...follower, isAt: s.brokers[follower.id]!.log.endOffset }))
      .filter(({ endOffset, isAt }) => isAt < endOffset)
      .map((follower) => `but ${follower.id} ends at ${follower.isAt}`),
  };
}

function controller({ controller: { leader, leaderEpoch, isr, brokers } }: Whole): Actor {
  const fenced = brokers.filter((one) => one.fenced).map(({ id }) => id);
  const role = leader === NOBODY_LEADS ? 'nobody leads' : `${leader} leads`;
  return {
    name: CONTROLLER,
    role: { text: `${role}, epoch ${leaderEpoch}`, colour: leaderEpoch },
    notes: [`ISR ${setText(isr)}`, ...(fenced.length === 0 ? [] : [`fenced {${fenced.join(',')}}`])],
  };
}

type Chosen = Readonly<Record<'leader' | 'follower' | 'broker' | 'offset', number>> & {
  readonly request: { readonly leader: number; readonly isr: Whole['controller']['isr'] };
};
export type Talk = (chosen: Chosen, before: Whole, after: Whole) => readonly Arrow[];

/** A fetch, and what comes back, by what it did to the follower. */
const fetch: Talk = ({ follower }, before, after) => {
  const [was, is] = [before.brokers[follower]!, after.brokers[follower]!];
  const [from, to] = [brokerName(follower), brokerName(was.metadata.leader)];
  return [
    { from, to, text: `fetch at ${was.log.endOffset}` },
    { from: to, to: from, text: gained(was, is) },
  ];
};
export function gained({ log: was, ...before }: ReadBroker, { log: is, ...after }: ReadBroker): string {
  if (is.endOffset > was.endOffset) {
    const { record, epoch } = is.at(is.endOffset - 1);
    return `${recordName(record)}@${epoch}`;
  }
  if (is.endOffset < was.endOffset) return `cut at ${is.endOffset}`;
  return after.highWatermark === before.highWatermark ? 'nothing new' : `HW ${after.highWatermark}`;
}
const learns: Talk = ({ broker }, _, { brokers }) => {
  const { leader, leaderEpoch } = brokers[broker]!.metadata;
  const text = leader === NOBODY_LEADS ? 'nobody leads' : `${leader} leads`;
  return [{ from: CONTROLLER, to: brokerName(broker), text: `${text}, epoch ${leaderEpoch}` }];
};

/** Who talks to whom, by action. What is not named here, somebody does alone. */
const talks: Readonly<Record<string, Talk>> = {
  producerSend: ({ leader }, { nextRecord }) => [
    { from: PRODUCER, to: brokerName(leader), text: recordName(nextRecord) },
  ],
  followerFetch: fetch,
  followerFetchReplyLost: (...step) => {
    const [request, reply] = fetch(...step);
    return [request!, { from: reply!.from, to: reply!.to, text: 'the answer', fate: 'lost' }];
  },
  followerTruncate: ({ follower }, before, after) => {
    const [from, to] = [follower, before.brokers[follower]!.metadata.leader].map(brokerName);
    return [
      { from: from!, to: to!, text: 'where to cut?' },
      { from: to!, to: from!, text: `at ${after.brokers[follower]!.log.endOffset}` },
    ];
  },
  brokerApplyMetadata: learns,
  brokerApplyVersion: learns,
  brokerRestart: learns,
  brokerRestartAlive: learns,
  controllerAlterPartition: ({ request }) => [
    { from: brokerName(request.leader), to: CONTROLLER, text: `ISR ${setText(request.isr)}?` },
  ],
};

/** What producers are told. Those whose broker has stopped are told nothing. */
const answers = (before: Whole, after: Whole): Arrow[] =>
  after.purgatory.flatMap(({ id: record, broker }): Arrow[] => {
    const { broker: waitedAt } = before.purgatory[record]!;
    const told = (from: number, text: string): Arrow[] => [
      { from: brokerName(from), to: PRODUCER, text: `${recordName(record)} ${text}` },
    ];
    const [was, is] = [before.history, after.history];
    if (has(is.acknowledgedByLeader, record) && !has(was.acknowledgedByLeader, record))
      return told(leaderOf(record, after), 'acknowledged');
    if (is.acknowledged[record]!.offset >= 0 && was.acknowledged[record]!.offset < 0)
      return told(waitedAt < 0 ? leaderOf(record, after) : waitedAt, 'acknowledged');
    if (waitedAt < 0 || broker >= 0 || !after.brokers[waitedAt]!.running) return [];
    return told(waitedAt, 'failed');
  });
/** Who has just appended a record. */
const leaderOf = (record: number, { brokers }: Whole): number =>
  brokers.find(
    ({ id, metadata, log }) =>
      metadata.leader === id && log.endOffset > 0 && log.at(log.endOffset - 1).record === record,
  )?.id ?? 0;

/** Requests for another ISR that are on their way now. */
function proposals({ alterPartitions: before }: Whole, { alterPartitions: after }: Whole): Arrow[] {
  const sent: Arrow[] = [];
  after.every((request) => {
    if (after.count(request) > before.count(request))
      sent.push({
        from: brokerName(request.leader),
        to: CONTROLLER,
        text: `ISR ${setText(request.isr)}?`,
        fate: 'on its way',
      });
    return true;
  });
  return sent;
}
