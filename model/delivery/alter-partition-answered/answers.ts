import { NOBODY, type Action } from '#checker/dsl';
import type { AlterPartition, Rules } from '../rules.js';
import { followedBy } from '../followed-by.js';
import { NO_EPOCH } from '../state.js';
import type { AnswerRules } from './rules.js';
import type { State } from './state.js';

type Make = (rules: AnswerRules) => Action<State>;

/**
 * The controller's decision, and, if it is a grant, an answer on its way to the leader that asked. What a refusal does, it
 * does at once, as without answers: a leader that hears of it later only waits for more replicas until then.
 * ReplicationControlManager.alterPartition, DefaultAlterPartitionManager.handleAlterPartitionResponse.
 */
export const sendsAnswer =
  (make: (rules: Rules) => Action<any>): Make =>
  (rules) => {
    const action = make(rules);
    return {
      ...action,
      then: (chosen: { readonly request: AlterPartition }, s) => {
        const { leader } = chosen.request;
        const known = s.controller.partitionEpoch;
        action.then(chosen, s);
        if (s.controller.partitionEpoch > known) s.answers[leader]!.granted = s.controller.partitionEpoch;
      },
    };
  };

/**
 * An action, and, after it, no more than what an answer can still do. An answer to what is no longer pending is ignored
 * (Partition.submitAlterPartition); a version that is not the one that a broker knows is older, and ignored as well.
 */
export const dropsAnswers = (make: Make): Make => followedBy(make, dropAnswers);

function dropAnswers({ brokers, answers }: State): void {
  for (const { id, asLeader, metadata } of brokers) {
    const answer = answers[id]!;
    if (asLeader.proposedIsr === NOBODY) answer.granted = NO_EPOCH;
    if (answer.taken !== metadata.partitionEpoch) answer.taken = NO_EPOCH;
  }
}
