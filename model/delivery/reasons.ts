import { has, type Frozen, type Reason } from '#checker/dsl';
import { listText, setText } from '../words.js';
import { hasRecord, isAcknowledged, isNewlyAcknowledged } from './acknowledged.js';
import { installedLeader } from './broker.js';
import { sameRecordsBelow } from './log.js';
import { minIsr, NOBODY_LEADS, type ReadBroker, type State } from './state.js';
import { brokerName, recordName } from './tells.js';

/** Words for where a property is violated: which broker, at which offset, which record. */

type Whole = Frozen<State>;
type Log = ReadBroker['log'];
type LogRecord = ReturnType<Log['at']>;

/** Of one broker, no more offsets than these are named. */
const MOST_OFFSETS = 3;
const offsetsBelow = (end: number): number[] => Array.from({ length: end }, (_, offset) => offset);
const standsAt = (offset: number, { log }: ReadBroker): string =>
  offset < log.endOffset ? recordName(log.at(offset).record) : 'nothing';
const namesOf = (brokers: readonly { readonly id: number }[]): string[] =>
  brokers.map(({ id }) => brokerName(id));

/** What is wrong, and whose it is, each of them once. */
export const reason = (says: string, ...whose: readonly { readonly id: number }[]): Reason => ({
  says,
  actors: [...new Set(namesOf(whose))],
});
/** That it leads, or, as a zombie does, only takes itself to. */
export const leads = (leader: ReadBroker, s: Whole): string =>
  `${installedLeader(s)?.id === leader.id ? 'leads' : 'takes itself to lead'} in leader epoch ${leader.metadata.leaderEpoch}`;
/** Somebody of whom this is so: `broker 1, which leads in leader epoch 2,`. */
export const leading = (leader: ReadBroker, s: Whole): string => which(leader, leads(leader, s));
const which = ({ id }: ReadBroker, role: string): string => `${brokerName(id)}, which ${role},`;
/** How a broker is. */
export const stateOf = ({ id, running }: ReadBroker, { controller }: Whole): string =>
  running ? (controller.brokers[id]!.fenced ? 'is fenced' : 'runs') : 'is stopped';
export function minIsrText(bounds: Whole['bounds']): string {
  const { minInsyncReplicas } = bounds;
  const least = minIsr(bounds);
  return `min.insync.replicas is ${minInsyncReplicas}${least < minInsyncReplicas ? `, capped at ${least}` : ''}`;
}

/** Records that are to stand at their offsets, and what became of them there. */
export interface Due {
  readonly became: string;
  readonly records: readonly { readonly record: number; readonly offset: number }[];
}
/** What is committed, from an offset on. */
export const committed = ({ history: { committed: log } }: Whole, from = 0): Due => ({
  became: 'committed',
  records: offsetsBelow(log.endOffset)
    .slice(from)
    .map((offset) => ({ record: log.at(offset).record, offset })),
});
/** What was acknowledged under acks=all. */
export const acknowledged = ({ history }: Whole): Due => ({
  became: 'acknowledged',
  records: history.acknowledged.filter(isAcknowledged).map(({ id, offset }) => ({ record: id, offset })),
});

/** Where a broker, and what it is, has other records than are due. */
export const misses = ({ became, records }: Due, broker: ReadBroker, role: string): Reason[] =>
  records
    .filter(({ record, offset }) => standsAt(offset, broker) !== recordName(record))
    .slice(0, MOST_OFFSETS)
    .map(({ record, offset }) => {
      const stands = `${which(broker, role)} has ${standsAt(offset, broker)} at offset ${offset}`;
      return reason(`${stands}, where ${recordName(record)} was ${became}`, broker);
    });
/** Where the installed leader does. */
export function leaderMisses(due: Due, s: Whole): Reason[] {
  const leader = installedLeader(s)!;
  return misses(due, leader, leads(leader, s));
}
/** Where those do that run and are in the controller's ISR. */
export const isrMisses = (due: Due, { controller, brokers }: Whole): Reason[] =>
  brokers
    .filter((broker) => broker.running && has(controller.isr, broker))
    .flatMap((broker) => misses(due, broker, 'is in the ISR'));
/** Which of them no broker has in its log. */
export const gone = ({ became, records }: Due, { brokers }: Whole): Reason[] =>
  records
    .filter(({ record }) => !brokers.some(({ log }) => hasRecord(log, record)))
    .map(({ record, offset }) =>
      reason(
        `no broker has ${recordName(record)} any more, which was ${became} at offset ${offset}`,
        ...brokers,
      ),
    );

/** What a step acknowledges while fewer brokers than these have it. */
export const tooFewHave = (
  { history: before }: Whole,
  { brokers, history }: Whole,
  least: number,
): Reason[] =>
  history.acknowledged
    .filter((record) => isNewlyAcknowledged(before, record))
    .map(({ id }) => ({ id, holders: brokers.filter(({ log }) => hasRecord(log, id)) }))
    .filter(({ holders }) => holders.length < least)
    .map(({ id, holders }) => {
      const who = holders.length === 0 ? 'no broker' : `only ${listText(namesOf(holders))}`;
      const others = brokers.filter(({ log }) => !hasRecord(log, id));
      const wanted = least > 1 ? `, and not ${least} brokers` : '';
      return reason(`${who} had ${recordName(id)} when it was acknowledged${wanted}`, ...others);
    });

/** The first offset below an end at which two logs, as far as both go, have different records, if there is one. */
export const forkBelow = (end: number, a: ReadBroker, b: ReadBroker): number[] =>
  offsetsBelow(end)
    .filter((offset) => !sameRecordsBelow(offset + 1, a.log, b.log, offset))
    .slice(0, 1);
/** What two brokers have at an offset. */
export const bothAt = (offset: number, ...both: readonly [ReadBroker, ReadBroker]): string =>
  listText(both.map((broker) => `${brokerName(broker.id)} has ${standsAt(offset, broker)}`));
/** The first offset of a log whose record is wrong behind the one before it, if there is one. */
export const firstWrong = (
  { log }: ReadBroker,
  isWrong: (record: LogRecord, before: LogRecord) => boolean,
): number[] =>
  offsetsBelow(log.endOffset)
    .filter((offset) => offset > 0 && isWrong(log.at(offset), log.at(offset - 1)))
    .slice(0, 1);

const electedIn = ({ controller: { leader } }: Whole): string =>
  leader === NOBODY_LEADS ? 'nobody leads' : `${brokerName(leader)} is to lead`;
/** A clause, and how those are who stand in the ISR. */
function andMembers(clause: string, s: Whole): Reason[] {
  const members = s.brokers.filter((broker) => has(s.controller.isr, broker));
  const states = members.map((member) => `${brokerName(member.id)} ${stateOf(member, s)}`);
  return [reason(`${clause}${states.length === 0 ? '' : `: ${listText(states)}`}`, ...members)];
}
/** Who is to lead, and how those are who stand in the ISR. */
export const whoCouldLead = (s: Whole): Reason[] =>
  andMembers(`${electedIn(s)}, and the ISR is ${setText(s.controller.isr)}`, s);
/** The same, and how many it takes to take records under acks=all. */
export const whoCouldTakeWrites = (s: Whole): Reason[] =>
  andMembers(`${electedIn(s)}, the ISR is ${setText(s.controller.isr)}, and ${minIsrText(s.bounds)}`, s);
/** The same where nobody starts again: it may be that too few run. */
export function whoCouldTakeWritesNow(s: Whole): Reason[] {
  const { brokers, bounds } = s;
  const running = brokers.filter((broker) => broker.running);
  if (running.length >= minIsr(bounds)) return whoCouldTakeWrites(s);
  const but = running.length === 0 ? '' : ` but ${listText(namesOf(running))}`;
  const stopped = brokers.filter((broker) => !broker.running);
  return [reason(`all brokers${but} are stopped, and ${minIsrText(bounds)}`, ...stopped)];
}
