import { NOBODY, type Frozen, type IdSet, type Scene } from '#checker/dsl';
import { setText } from '../../words.js';
import { highWatermark, LEADER, type State } from './state.js';
import { replicaName } from './tells.js';

type Whole = Frozen<State>;
interface Versioned {
  readonly isr: IdSet;
  readonly version: number;
}
const CONTROLLER = 'controller';
const isrText = ({ isr, version }: Versioned): string => `ISR ${setText(isr)}, version ${version}`;

/** What a picture shows of the partition: replicas that have logs of some length, and what the controller has decided. */
export const scene: Scene<Whole> = {
  actors: (s) => [
    ...s.replicas.map(({ id, endOffset }) => ({
      name: replicaName(id),
      role: { text: id === LEADER ? 'leads' : `follows ${LEADER}` },
      log: Array.from({ length: endOffset }, (_, offset) => ({ text: `${offset}` })),
      ...(id === LEADER && {
        marks: [{ name: 'HW', offset: highWatermark(s) }],
        notes: [
          isrText(s.leader),
          ...(s.leader.pendingIsr === NOBODY ? [] : [`reckons with ${setText(s.leader.pendingIsr)}`]),
        ],
      }),
    })),
    { name: CONTROLLER, notes: [isrText(s.controller)] },
  ],
  arrows: ({ action, chosen }, before, after) => {
    const leader = replicaName(LEADER);
    const request = (isr: IdSet) => ({ from: leader, to: CONTROLLER, text: `ISR ${setText(isr)}?` });
    switch (action) {
      case 'leaderRequestExpandIsr':
      case 'leaderRequestShrinkIsr':
        return newIsrs(before, after).map((isr) => ({ ...request(isr), fate: 'on its way' }));
      case 'controllerHandleRequest':
        return [request((chosen['request'] as unknown as Versioned).isr)];
      case 'leaderHandleUpdate':
        return [{ from: CONTROLLER, to: leader, text: isrText(chosen['update'] as unknown as Versioned) }];
      case 'followerReplicate': {
        const follower = replicaName(chosen['follower'] as number);
        const offset = before.replicas[chosen['follower'] as number]!.endOffset;
        return [
          { from: follower, to: leader, text: `fetch at ${offset}` },
          { from: leader, to: follower, text: `record ${offset}` },
        ];
      }
      default:
        return [];
    }
  },
};
/** The ISRs that have been asked for since. */
function newIsrs({ requests: before }: Whole, { requests: after }: Whole): IdSet[] {
  const asked: IdSet[] = [];
  after.every((request) => {
    if (!before.has(request)) asked.push(request.isr);
    return true;
  });
  return asked;
}
