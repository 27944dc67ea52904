import { withRules } from '#checker/dsl';
import { reachedHighWatermark } from '#model/replication/admission';
import kip320 from '#model/replication/protocols/kip-320';
import { presumesLeadership, sameLeader } from '#model/replication/replica';
import {
  leaderInAnyEpoch,
  toEndOffsetForEpochOrOwnEnd,
  toHighWatermark,
} from '#model/replication/truncation';
import { LARGE, SMALL, type Fate, type Mutant, type Mutants } from './mutant.js';

const kip320With = (rules: Partial<typeof kip320.rules>, small: Fate, large: Fate): Mutant => ({
  protocol: withRules(kip320, rules),
  property: 'strong-isr',
  fates: { [SMALL]: small, [LARGE]: large },
});

/** KIP-320 with one rule loosened. Each guard is there for a reason, and this is it. */
export const guards: Mutants = {
  'high watermark not fenced': kip320With({ countsForHighWatermark: sameLeader }, 12, 12),
  'expansion not fenced': kip320With({ considersForIsr: sameLeader }, 14, 14),
  'expansion at the high watermark only': kip320With({ mayJoinIsr: reachedHighWatermark }, 11, 11),
  'truncation against a leader in any epoch': kip320With({ truncatesAgainst: leaderInAnyEpoch }, 13, 13),
  'truncation to the high watermark': kip320With({ truncatesTo: toHighWatermark }, 11, 11),
  'truncation by KIP-101, to the smaller of both ends': kip320With(
    { truncatesTo: toEndOffsetForEpochOrOwnEnd },
    13,
    12,
  ),
  // The smaller bounds do not show what this guard is for.
  'fetch not fenced': kip320With({ answersFetch: sameLeader }, 'survives', 16),
  // This one only takes steps away: a follower in an old epoch stays in the ISR, which can delay a commit and lose none.
  'shrink not fenced': kip320With({ keepsInIsr: sameLeader }, 'survives', 'survives'),
  // Rule 4 of Kip320.tla calls shrinking generally safe. Here it is, at any time, and it adds steps and no states.
  'the true leader may shrink anyone at any time': {
    ...kip320With({ keepsInIsr: () => false }, 'survives', 'survives'),
    states: 737_794,
  },
  'any presumed leader may write the ISR': kip320With({ mayWriteIsr: presumesLeadership }, 8, 8),
};
