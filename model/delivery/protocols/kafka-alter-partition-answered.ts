import { protocol } from '#checker/dsl';
import {
  atNewVersion,
  leaderApplyKnownVersion,
} from '../alter-partition-answered/actions/leader-apply-known-version.js';
import { leaderTakeAnswer } from '../alter-partition-answered/actions/leader-take-answer.js';
import { dropsAnswers, sendsAnswer } from '../alter-partition-answered/answers.js';
import type { AnswerRules } from '../alter-partition-answered/rules.js';
import { scene } from '../alter-partition-answered/scene.js';
import { alterPartitionAnswered } from '../alter-partition-answered/state.js';
import { cluster } from '../cluster.js';
import { bounds, initial } from '../state.js';
import { tells } from '../tells.js';
import asDesigned from './kafka-as-designed.js';

const rules: AnswerRules = { ...asDesigned.rules, forgetsProposal: atNewVersion };
const { controllerAlterPartition, ...others } = asDesigned.actions;
const actions = {
  ...others,
  controllerAlterPartition: sendsAnswer(controllerAlterPartition!),
  leaderTakeAnswer,
  leaderApplyKnownVersion,
};

const unlimited = protocol({
  bounds,
  schema: alterPartitionAnswered,
  initial,
  rules,
  tells,
  scene,
  actions: Object.fromEntries(Object.entries(actions).map(([name, make]) => [name, dropsAnswers(make)])),
});

/**
 * kafka-as-designed, if the answer to an AlterPartition request may be there before the metadata, and a leader then keeps
 * what it has proposed since. Kafka forgets it: docs/r02.md, and `npx tidemark museum R02`.
 *
 * Unless `--limit` says otherwise, two brokers start outside of the ISR, leadership moves once without need, and one broker
 * crashes.
 */
export default cluster(unlimited, { brokers: 3, outOfSync: 2 }, { controllerElectLeader: 1, brokerCrash: 1 });
