import type { Frozen } from '#checker/dsl';
import { appendedText, cutText, logChange, movedText, nameOf, setText } from '../words.js';
import { NO_LEADER, type ReadReplica, type State } from './state.js';

type Whole = Frozen<State>;

/** A record, and a replica or nobody, as stories name them. */
export const recordName = (id: number): string => `r${id}`;
export const replicaName = (id: number): string => nameOf('replica', id);

/** What came of a step: what is decided, and whose log and high watermark moved. What a replica learns, its action says. */
export function tells(before: Whole, after: Whole): string[] {
  const ofReplicas = (words: (before: ReadReplica, after: ReadReplica) => string[]): string[] =>
    after.replicas.flatMap((replica) => words(before.replicas[replica.id]!, replica));
  return [
    ...decisions(before.quorum, after.quorum),
    ...ofReplicas((was, is) => appendedText(replicaName(is.id), changeOf(was, is))),
    ...ofReplicas((was, is) =>
      movedText(`the high watermark of ${replicaName(is.id)}`, was.highWatermark, is.highWatermark),
    ),
    ...ofReplicas((was, is) => cutText(replicaName(is.id), changeOf(was, is))),
  ];
}
const decisions = (before: Whole['quorum'], after: Whole['quorum']): string[] => [
  ...(after.leaderEpoch === before.leaderEpoch
    ? []
    : after.leader === NO_LEADER
      ? [`leader epoch ${after.leaderEpoch} has no leader`]
      : [`${replicaName(after.leader)} is to lead in leader epoch ${after.leaderEpoch}`]),
  ...(after.isr === before.isr ? [] : [`the ISR is ${setText(after.isr)}`]),
];
const changeOf = (before: ReadReplica, after: ReadReplica) => logChange(recordsOf(before), recordsOf(after));
const recordsOf = ({ log }: ReadReplica): string[] =>
  Array.from({ length: log.endOffset }, (_, offset) => recordName(log.at(offset).id));
