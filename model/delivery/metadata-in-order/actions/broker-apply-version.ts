import { actionsOf, each, eachUpTo } from '#checker/dsl';
import { applyVersion } from '../../metadata.js';
import { brokerName } from '../../tells.js';
import type { VersionRules } from '../rules.js';
import type { State } from '../state.js';

const action = actionsOf<State>();

/**
 * A broker applies a version of the partition later than its own, one that the controller may have gone beyond already.
 * MetadataBatchLoader.maybeFlushBatches.
 */
export const brokerApplyVersion = (rules: VersionRules) => {
  const apply = applyVersion(rules);
  return action({
    choose: {
      broker: each((s: State) => s.brokers).where(({ running }) => running),
      version: eachUpTo<State>(({ partitionEpochs }) => partitionEpochs),
    },

    when: ({ broker, version }, { controller }) =>
      version > broker.metadata.partitionEpoch &&
      version <= controller.partitionEpoch &&
      rules.appliesNext(version, broker.metadata.partitionEpoch),

    then: ({ broker, version }, s) => {
      const { leader, leaderEpoch, isr } = s.versions[version]!;
      apply(broker, { leader, leaderEpoch, partitionEpoch: version, isr }, s);
    },

    says: ({ broker, version }) =>
      `${brokerName(broker.id)} learns version ${version} of what the controller has decided`,
  });
};

/** One after another: no version is ever skipped. */
export const inOrder = (version: number, known: number): boolean => version === known + 1;
/** As Kafka does: a delta ends anywhere, and has all that came before. */
export const anyLater = (): boolean => true;
