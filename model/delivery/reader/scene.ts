import type { Frozen, Scene } from '#checker/dsl';
import { scene as base } from '../scene.js';
import { brokerName, recordName } from '../tells.js';
import type { State } from './state.js';

const CONSUMER = 'consumer';

/** What a picture shows of the partition, and of its consumers what they have been shown, by offset. */
export const scene: Scene<Frozen<State>> = {
  ...base,
  actors: (s) => [
    {
      name: CONSUMER,
      notes: s.history.shown
        .filter(({ record }) => record >= 0)
        .map(({ id, record }) => `read ${recordName(record)} at ${id}`),
    },
    ...base.actors(s),
  ],
  arrows: (step, before, after) => {
    if (step.action !== 'consumerRead') return base.arrows!(step, before, after);
    const { broker, offset } = step.chosen as Readonly<Record<string, number>>;
    const { record } = before.brokers[broker!]!.log.at(offset!);
    const name = brokerName(broker!);
    return [
      { from: CONSUMER, to: name, text: `read at ${offset}` },
      { from: name, to: CONSUMER, text: recordName(record) },
    ];
  },
};
