import { action, runningBrokers } from '../../broker.js';
import { applyVersion } from '../../metadata.js';
import type { Rules } from '../../rules.js';
import { brokerName } from '../../tells.js';

/**
 * A broker applies the newest version of the partition. It may be late; then it has one delta of all that changed, and
 * never learns of the versions in between. metadata-in-order/ has the other ways there are.
 * MetadataLoader.handleCommit, TopicDelta.localChanges, ReplicaManager.applyDelta.
 */
export const brokerApplyMetadata = (rules: Rules) => {
  const apply = applyVersion(rules);
  return action({
    choose: { broker: runningBrokers },
    when: ({ broker }, { controller }) => controller.partitionEpoch > broker.metadata.partitionEpoch,
    then: ({ broker }, s) => apply(broker, s.controller, s),
    says: ({ broker }) => `${brokerName(broker.id)} learns what the controller has decided`,
  });
};
