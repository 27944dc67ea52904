import {
  actionsOf,
  below,
  each,
  eachBelow,
  idSet,
  ordered,
  plus,
  protocol,
  record,
  setOf,
  upTo,
  type BoundsOf,
  type StateOf,
} from '#checker/dsl';

const bounds = { messages: { meaning: 'messages that are sent', from: 1, to: 4, default: 2 } } as const;
type Bounds = BoundsOf<typeof bounds>;
const numbers = ordered('messages', ({ messages }: Bounds) => messages);

export const post = record({
  sent: upTo(numbers.size),
  network: setOf(numbers.size, { number: below(numbers.size) }),
  received: idSet(numbers),
});
export type Post = StateOf<typeof post, typeof bounds>;
const action = actionsOf<Post>();
const message = each(({ network }: Post) => network);

/** The same mail in a set: a message that is received stays in flight until it is lost, and one may be sent again. */
export const lossySet = protocol({
  bounds,
  schema: post,
  initial: () => {},
  rules: {},
  actions: {
    send: () =>
      action({
        kind: 'client',
        choose: {},
        when: (_, { sent, bounds }) => sent < bounds.messages,
        then: (_, s) => s.network.add({ number: s.sent++ }),
      }),
    sendAgain: () =>
      action({
        kind: 'client',
        choose: { number: eachBelow<Post>(({ messages }) => messages).where((number, s) => number < s.sent) },
        then: ({ number }, { network }) => network.add({ number }),
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
          s.received = plus(s.received, message.number);
        },
      }),
  },
});
