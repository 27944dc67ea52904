import { has, NOBODY, type Frozen } from '#checker/dsl';
import { appendedText, cutText, listText, logChange, movedText, nameOf, setText } from '../words.js';
import { NOBODY_LEADS, type ReadBroker, type ReadController, type State } from './state.js';

type Whole = Frozen<State>;

/** A record, and a broker or nobody, as stories name them. */
export const recordName = (record: number): string => `r${record}`;
export const brokerName = (id: number): string => nameOf('broker', id);

/**
 * What came of a step: what the controller has decided, what brokers have learned, whose log and high watermark moved,
 * and what became of the records. What only follows from that, and what a process forgets when it ends, is left out.
 */
export function tells(before: Whole, after: Whole): string[] {
  const ofBrokers = (words: (before: ReadBroker, after: ReadBroker) => string[]): string[] =>
    after.brokers.flatMap((broker) => words(before.brokers[broker.id]!, broker));
  return [
    ...decisions(before.controller, after.controller),
    ...ofBrokers(roles),
    ...ofBrokers((was, is) => appendedText(brokerName(is.id), logChange(recordsOf(was), recordsOf(is)))),
    ...ofBrokers(counts),
    ...ofBrokers(proposals),
    ...ofBrokers(highWatermarks),
    ...fates(before, after),
    ...ofBrokers(losses),
  ];
}

function decisions(before: ReadController, after: ReadController): string[] {
  const { leader, leaderEpoch, isr } = after;
  const outside = has(before.isr, leader) ? '' : ', though it was not in the ISR';
  const elected =
    leader === NOBODY_LEADS
      ? `leader epoch ${leaderEpoch} has no leader`
      : `${brokerName(leader)} is to lead in leader epoch ${leaderEpoch}${outside}`;
  return [
    ...(leaderEpoch === before.leaderEpoch ? [] : [elected]),
    ...(isr === before.isr ? [] : [`the ISR is ${setText(isr)}`]),
  ];
}

/** Whom a broker takes for the leader, and with which ISR it leads. */
function roles(before: ReadBroker, after: ReadBroker): string[] {
  if (!after.running) return [];
  const name = brokerName(after.id);
  const { leader, leaderEpoch, partitionEpoch } = after.metadata;
  const isr = setText(after.asLeader.isr);
  const asks =
    after.asFollower.truncating && !before.asFollower.truncating
      ? [`${name} has to ask where to cut its log`]
      : [];
  if (leader === before.metadata.leader && leaderEpoch === before.metadata.leaderEpoch && before.running) {
    const isTold = leader === after.id && partitionEpoch !== before.metadata.partitionEpoch;
    return [...(isTold ? [`${name} leads with the ISR ${isr}`] : []), ...asks];
  }
  if (leader === after.id)
    return [`${name} leads in leader epoch ${leaderEpoch} with the ISR ${isr}`, ...asks];
  if (leader === NOBODY_LEADS) return [`${name} knows of no leader`, ...asks];
  return [`${name} follows ${brokerName(leader)} in leader epoch ${leaderEpoch}`, ...asks];
}

/** How far a leader takes its followers to be. */
const counts = (before: ReadBroker, after: ReadBroker): string[] =>
  after.asLeader.followers.flatMap(({ id, endOffset }) =>
    endOffset < 0 || endOffset === before.asLeader.followers[id]!.endOffset
      ? []
      : [`${brokerName(after.id)} takes ${brokerName(id)} to be at offset ${endOffset}`],
  );

/** The ISR that a leader asks for, or takes back, when nothing else was settled. */
function proposals(before: ReadBroker, after: ReadBroker): string[] {
  const [was, is] = [before.asLeader.proposedIsr, after.asLeader.proposedIsr];
  const name = brokerName(after.id);
  if (was === is) return [];
  if (is !== NOBODY) return [`${name} asks the controller for the ISR ${setText(is)}`];
  return after.running && before.metadata.partitionEpoch === after.metadata.partitionEpoch
    ? [`${name} no longer asks for the ISR ${setText(was)}`]
    : [];
}

/** What a broker keeps of its high watermark when it stops, the action itself says. */
const highWatermarks = (before: ReadBroker, after: ReadBroker): string[] =>
  after.running
    ? movedText(`the high watermark of ${brokerName(after.id)}`, before.highWatermark, after.highWatermark)
    : [];

const recordsOf = ({ log }: ReadBroker): string[] =>
  Array.from({ length: log.endOffset }, (_, offset) => recordName(log.at(offset).record));
function losses(before: ReadBroker, after: ReadBroker): string[] {
  const change = logChange(recordsOf(before), recordsOf(after));
  const name = brokerName(after.id);
  if (after.running) return cutText(name, change);
  return change.cut.length === 0 ? [] : [`${name} loses ${listText(change.cut)}`];
}

/** What has become of records: committed, acknowledged, or never to be acknowledged. */
function fates(before: Whole, after: Whole): string[] {
  const [was, is] = [before.history, after.history];
  const committed = Array.from({ length: is.committed.endOffset - was.committed.endOffset }, (_, i) =>
    recordName(is.committed.at(was.committed.endOffset + i).record),
  );
  const isNowAcknowledged = (record: number): boolean =>
    (is.acknowledged[record]!.offset >= 0 && was.acknowledged[record]!.offset < 0) ||
    (has(is.acknowledgedByLeader, record) && !has(was.acknowledgedByLeader, record));
  return [
    ...(committed.length === 0
      ? []
      : [`${listText(committed)} ${committed.length === 1 ? 'is' : 'are'} committed`]),
    ...after.purgatory.flatMap(({ id: record, broker }) => {
      if (isNowAcknowledged(record)) return [`${recordName(record)} is acknowledged`];
      const waitedAt = before.purgatory[record]!.broker;
      if (waitedAt < 0 || broker >= 0) return [];
      return [
        after.brokers[waitedAt]!.running
          ? `the producer of ${recordName(record)} is told that it failed`
          : `the producer of ${recordName(record)} gets no answer`,
      ];
    }),
  ];
}
