import {
  actionsOf,
  below,
  each,
  idOrNone,
  interchangeable,
  mapOf,
  protocol,
  record,
  upTo,
  type StateOf,
} from '#checker/dsl';

/** Three small protocols, each with its own way of getting stuck. */

const ropeBounds = { strands: { meaning: 'strands of the rope', from: 1, to: 9, default: 3 } } as const;
export const rope = record({
  strands: upTo(({ strands }: { readonly strands: number }) => strands),
  spare: upTo(({ strands }: { readonly strands: number }) => strands),
});
type Rope = StateOf<typeof rope, typeof ropeBounds>;
const ropeAction = actionsOf<Rope>();
/** Strands of a rope wear through, and are replaced while there is a spare one, and one to hold on to. */
export const wearingRope = protocol({
  bounds: ropeBounds,
  schema: rope,
  initial: (s) => {
    s.strands = s.bounds.strands;
    s.spare = 1;
  },
  rules: {},
  actions: {
    wear: () =>
      ropeAction({
        kind: 'fault',
        choose: {},
        when: (_, s) => s.strands > 0,
        then: (_, s) => void s.strands--,
      }),
    mend: () =>
      ropeAction({
        kind: 'heal',
        choose: {},
        when: (_, s) => s.strands > 0 && s.strands < s.bounds.strands && s.spare > 0,
        then: (_, s) => {
          s.strands++;
          s.spare--;
        },
      }),
    buy: () =>
      ropeAction({
        kind: 'client',
        choose: {},
        room: { strands: (_, { spare, bounds }) => spare < bounds.strands },
        then: (_, s) => void s.spare++,
      }),
  },
});

const tableBounds = { diners: { meaning: 'who sits at the table', from: 2, to: 4, default: 2 } } as const;
const diners = interchangeable('diners', ({ diners }: { readonly diners: number }) => diners);
export const dinner = record({
  forks: mapOf(diners, record({ holder: idOrNone(diners) })),
  eaten: upTo(() => 1),
});
type Dinner = StateOf<typeof dinner, typeof tableBounds>;
const dinnerAction = actionsOf<Dinner>();
const fork = each((s: Dinner) => s.forks);
/** Each diner takes the fork of its own place or that of the next, in any order, and keeps both until it has eaten. */
export const diningDiners = protocol({
  bounds: tableBounds,
  schema: dinner,
  initial: (s) => {
    for (const one of s.forks) one.holder = -1;
  },
  rules: {},
  actions: {
    take: () =>
      dinnerAction({
        choose: { fork, diner: each((s: Dinner) => s.forks) },
        when: ({ fork, diner }, { bounds }) =>
          fork.holder < 0 && (fork.id === diner.id || fork.id === (diner.id + 1) % bounds.diners),
        then: ({ fork, diner }) => {
          fork.holder = diner.id;
        },
      }),
    eat: () =>
      dinnerAction({
        choose: { diner: each((s: Dinner) => s.forks) },
        when: ({ diner }, { forks }) => forks.filter(({ holder }) => holder === diner.id).length === 2,
        then: ({ diner }, s) => {
          for (const one of s.forks) if (one.holder === diner.id) one.holder = -1;
          s.eaten = 1;
        },
      }),
    /** Somebody in need of a fork takes one away. */
    snatch: () =>
      dinnerAction({ kind: 'fault', choose: { fork }, then: ({ fork }) => void (fork.holder = -1) }),
  },
});

const liftBounds = { floors: { meaning: 'floors', from: 2, to: 9, default: 4 } } as const;
export const lift = record({
  floor: below(({ floors }: { readonly floors: number }) => floors),
  rides: upTo(() => 3),
});
type Lift = StateOf<typeof lift, typeof liftBounds>;
const liftAction = actionsOf<Lift>();
/** A lift goes one up or down, for as many rides as its battery lasts. */
export const aLift = protocol({
  bounds: liftBounds,
  schema: lift,
  initial: () => {},
  rules: {},
  actions: {
    up: () =>
      liftAction({
        choose: {},
        when: (_, { floor, bounds }) => floor < bounds.floors - 1,
        room: { floors: (_, { rides }) => rides < 3 },
        then: (_, s) => {
          s.floor++;
          s.rides++;
        },
      }),
    down: () => liftAction({ choose: {}, when: (_, { floor }) => floor > 0, then: (_, s) => void s.floor-- }),
    drop: () =>
      liftAction({
        kind: 'fault',
        choose: {},
        when: (_, { floor }) => floor > 0,
        then: (_, s) => void (s.floor = 0),
      }),
  },
});
