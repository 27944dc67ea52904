import type { Arrow, Frozen, Scene } from '#checker/dsl';
import { gained, scene as base } from '../scene.js';
import { brokerName } from '../tells.js';
import type { State } from './state.js';

type Whole = Frozen<State>;

/** What a picture shows of the partition, where answers to fetches are under way for a while. */
export const scene: Scene<Whole> = {
  ...base,
  actors: (s) =>
    base.actors(s).map((actor) => {
      const broker = s.brokers.find(({ id }) => brokerName(id) === actor.name);
      const pending = broker ? s.replies[broker.id]!.from.filter(({ present }) => present) : [];
      const notes = pending.map(({ id, fetchOffset }) => `awaits ${id}’s answer at ${fetchOffset}`);
      return { ...actor, notes: [...(actor.notes ?? []), ...notes] };
    }),
  arrows: (step, before, after) => [...fetches(step, before, after), ...base.arrows!(step, before, after)],
};
const fetches: NonNullable<Scene<Whole>['arrows']> = ({ action, chosen }, before, after): Arrow[] => {
  const follower = before.brokers[chosen['follower'] as number];
  const name = brokerName(follower?.id ?? -1);
  if (action === 'leaderAnswerFetch') {
    const leader = brokerName(follower!.metadata.leader);
    return [
      { from: name, to: leader, text: `fetch at ${follower!.log.endOffset}` },
      { from: leader, to: name, text: 'the answer', fate: 'on its way' },
    ];
  }
  const leader = brokerName(chosen['leader'] as number);
  if (action === 'followerTakeReply')
    return [{ from: leader, to: name, text: gained(follower!, after.brokers[follower!.id]!) }];
  return action === 'followerLoseReply' ? [{ from: leader, to: name, text: 'the answer', fate: 'lost' }] : [];
};
