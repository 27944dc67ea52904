import { actionsOf, limit, protocol, within } from '#checker/dsl';
import type { Protocol } from '#checker/protocol';
import { countTo } from './count-to.js';
import { lossyBag, type Mail } from './lossy-bag.js';
import { lossySet } from './lossy-set.js';

const action = actionsOf<Mail>();

/** The toys as a table that is bundled with the tree, so that threads can search them too. */
export const protocols: Readonly<Record<string, Protocol>> = {
  countTo,
  lossyBag,
  lossySet,
  limitedBag: limit(lossyBag, { duplicate: 2, lose: 1 }),
  narrowBag: within(lossyBag, { few: ({ network }) => network.size <= 2, sent: ({ sent }) => sent <= 3 }),
  nowhere: within(lossyBag, { none: () => false }),
  failing: protocol({
    ...lossyBag,
    actions: {
      ...lossyBag.actions,
      fail: () =>
        action({
          choose: {},
          when: (_, { sent, received, network }) => sent === 3 && received === 5 && network.size === 0,
          then: (_, s) => void (s.sent = 9),
        }),
    },
  }),
  stillborn: protocol({ ...lossyBag, initial: (s) => void (s.sent = 9) }),
};
