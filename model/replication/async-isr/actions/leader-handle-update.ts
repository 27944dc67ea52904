import { NOBODY } from '#checker/dsl';
import { setText } from '../../../words.js';
import { action, NO_VERSION, updates } from '../state.js';

/** The leader hears of a newer ISR, and nothing is pending any more. AsyncIsr.tla, LeaderHandleUpdate. */
export const leaderHandleUpdate = () =>
  action({
    choose: { update: updates },
    when: ({ update }, { leader }) => update.version > leader.version,
    then: ({ update }, { leader }) => {
      leader.isr = update.isr;
      leader.version = update.version;
      leader.pendingIsr = NOBODY;
      leader.pendingVersion = NO_VERSION;
    },
    says: ({ update }) =>
      `the leader hears that the ISR of version ${update.version} is ${setText(update.isr)}`,
  });
