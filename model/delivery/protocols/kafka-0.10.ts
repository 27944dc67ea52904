import { withRules } from '#checker/dsl';
import { cluster } from '../cluster.js';
import { knowsNoLeaderEpoch, truncatesToHighWatermark } from '../history.js';
import { reachedHighWatermark, whoeverIsLate } from '../isr-change.js';
import kafka21 from './kafka-2.1.js';

const released = withRules(kafka21, {
  // KIP-101 (0.11): ReplicaManager.makeFollowers cuts before it fetches, and there is no LeaderEpochFileCache.
  ...truncatesToHighWatermark,
  opensEpoch: false,
  // KIP-320 (2.1).
  ...knowsNoLeaderEpoch,
  // KAFKA-7128 (2.0.1): Partition.maybeExpandIsr.
  mayJoinIsr: reachedHighWatermark,
  // KAFKA-7152 (2.1): Partition.getOutOfSyncReplicas.
  mayLeaveIsr: whoeverIsLate,
  // KIP-106 (0.11): KafkaConfig, OfflinePartitionLeaderSelector.
  electsUnclean: true,
});

/**
 * Kafka 0.10, before there were leader epochs in the log: a new follower cuts its log to its own high watermark, and
 * whoever leads answers whoever fetches. unclean.leader.election.enable is on, as it was by default. Producers use
 * acks=all and the topic min.insync.replicas=2, which were there, but not the default. The epochs in the model's logs are
 * for the reader: no rule looks at them.
 *
 * What kafka-2.1 leaves out is left out here too, and that with unclean election the controller may write an empty ISR
 * (KafkaController.removeReplicaFromIsr): whoever comes first then leads in either case. A follower starts anew only if
 * another leads than before (KAFKA-7164), which is no rule here, for brokers hear of all leaders, and it always is another.
 *
 * Unless `--limit` says otherwise, leadership moves twice without need, and one broker crashes.
 */
export default cluster(released, {}, { controllerElectLeader: 2, brokerCrash: 1 });
