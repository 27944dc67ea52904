import {
  actionsOf,
  bagOf,
  below,
  each,
  idSet,
  ordered,
  plus,
  protocol,
  record,
  upTo,
  type BoundsOf,
  type Guarded,
  type StateOf,
} from '#checker/dsl';

const bounds = {
  messages: { meaning: 'messages that are sent', from: 1, to: 4, default: 2 },
  inFlight: { meaning: 'messages that the network holds', from: 1, to: 4, default: 2 },
} as const;
type Bounds = BoundsOf<typeof bounds>;
const numbers = ordered('messages', ({ messages }: Bounds) => messages);

export const mail = record({
  sent: upTo(numbers.size),
  network: bagOf(({ inFlight }: Bounds) => inFlight, { number: below(numbers.size) }),
  received: idSet(numbers),
});
export type Mail = StateOf<typeof mail, typeof bounds>;
const action = actionsOf<Mail>();
const message = each(({ network }: Mail) => network);

interface Rules {
  /** Whether the network takes one more message; what it does not take is a choice of the model, and no bound of the run. */
  readonly takes: (s: Guarded<Mail>) => boolean;
}

/**
 * A sender of numbered messages, each sent once, and a network that loses them, duplicates them, and brings them in any
 * order. A message that is received is gone.
 */
export const lossyBag = protocol({
  bounds,
  schema: mail,
  initial: () => {},
  rules: { takes: () => true } as Rules,
  actions: {
    send: ({ takes }: Rules) =>
      action({
        kind: 'client',
        choose: {},
        when: (_, s) => s.sent < s.bounds.messages && takes(s),
        room: { inFlight: (_, { network }) => !network.isFull },
        then: (_, s) => s.network.add({ number: s.sent++ }),
      }),
    duplicate: ({ takes }: Rules) =>
      action({
        kind: 'fault',
        choose: { message },
        when: (_, s) => takes(s),
        room: { inFlight: (_, { network }) => !network.isFull },
        then: ({ message }, { network }) => network.add(message),
      }),
    lose: () =>
      action({
        kind: 'fault',
        choose: { message },
        then: ({ message }, { network }) => network.remove(message),
      }),
    receive: () =>
      action({
        choose: { message },
        then: ({ message }, s) => {
          s.network.remove(message);
          s.received = plus(s.received, message.number);
        },
      }),
  },
});
