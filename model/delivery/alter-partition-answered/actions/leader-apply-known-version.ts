import { actionsOf, each } from '#checker/dsl';
import { applyVersion } from '../../metadata.js';
import { NO_EPOCH } from '../../state.js';
import { brokerName } from '../../tells.js';
import type { AnswerRules } from '../rules.js';
import type { State } from '../state.js';

const action = actionsOf<State>();

/**
 * The version that a leader knows from an answer comes as metadata. It has the leader, the leader epoch and the ISR that
 * are known; what may be new is that the leader forgets what it has proposed since.
 *
 * Kafka's metadata may have more than the answer had: another assignment, or a reassignment that is complete. There is
 * none of that here. A later version comes by brokerApplyMetadata, and has what this one had.
 * Partition.makeLeader, updateAssignmentAndIsr.
 */
export const leaderApplyKnownVersion = (rules: AnswerRules) => {
  const apply = applyVersion(rules);
  return action({
    choose: { leader: each((s: State) => s.brokers) },

    when: ({ leader }, { answers }) => answers[leader.id]!.taken !== NO_EPOCH,

    then: ({ leader }, s) => {
      const { asLeader, metadata } = leader;
      const { leaderEpoch, partitionEpoch } = metadata;
      const answer = s.answers[leader.id]!;
      if (rules.forgetsProposal(answer.taken, partitionEpoch))
        apply(leader, { leader: leader.id, leaderEpoch, partitionEpoch, isr: asLeader.isr }, s);
      answer.taken = NO_EPOCH;
    },

    says: ({ leader }) =>
      `${brokerName(leader.id)} learns as metadata the version that it knows from an answer`,
  });
};

/** As 3.6 to 4.3 do: an equal partition epoch is taken over as a later one is, and with it the ISR, as committed. */
export const atAnyVersion = (): boolean => true;
/** What would mend it (docs/r02.md): what is pending was proposed at the version that is known, and waits for a later one. */
export const atNewVersion = (version: number, known: number): boolean => version > known;
