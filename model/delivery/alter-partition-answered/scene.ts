import type { Arrow, Frozen, Scene } from '#checker/dsl';
import { setText } from '../../words.js';
import { CONTROLLER, scene as base } from '../scene.js';
import { brokerName } from '../tells.js';
import type { State } from './state.js';

type Whole = Frozen<State>;

/** What a picture shows of the partition, where answers to AlterPartition requests are under way for a while. */
export const scene: Scene<Whole> = {
  ...base,
  actors: (s) =>
    base.actors(s).map((actor) => {
      const broker = s.brokers.find(({ id }) => brokerName(id) === actor.name);
      const isAhead = broker !== undefined && s.answers[broker.id]!.taken >= 0;
      return isAhead ? { ...actor, notes: [...(actor.notes ?? []), 'knows it from an answer'] } : actor;
    }),
  arrows: (step, before, after) => [...answers(step, before, after), ...base.arrows!(step, before, after)],
};

const answers: NonNullable<Scene<Whole>['arrows']> = ({ action, chosen }, before, after): Arrow[] => {
  const sent = after.answers.filter(({ id, granted }) => granted >= 0 && before.answers[id]!.granted < 0);
  const onTheirWay = sent.map(({ id }): Arrow => ({
    from: CONTROLLER,
    to: brokerName(id),
    text: 'the answer',
    fate: 'on its way',
  }));
  const leader = before.brokers[chosen['leader'] as number];
  if (action === 'leaderTakeAnswer') {
    const { isr } = after.brokers[leader!.id]!.asLeader;
    return [{ from: CONTROLLER, to: brokerName(leader!.id), text: `ISR ${setText(isr)} granted` }];
  }
  if (action === 'leaderApplyKnownVersion') {
    const text = `ISR ${setText(leader!.asLeader.isr)}, as metadata`;
    return [{ from: CONTROLLER, to: brokerName(leader!.id), text }];
  }
  return onTheirWay;
};
