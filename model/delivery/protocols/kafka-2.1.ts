import { withRules } from '#checker/dsl';
import { brokerRestartAlive } from '../actions/broker/restart.js';
import { cluster } from '../cluster.js';
import { commitsBelowMinimum, truncatesByKip279, writesIsr } from '../history.js';
import { logsVersion } from '../metadata-in-order/versions.js';
import inOrder from './kafka-metadata-in-order.js';

const withZooKeeper = {
  ...inOrder,
  actions: { ...inOrder.actions, brokerRestart: logsVersion(brokerRestartAlive) },
};
const released = withRules(withZooKeeper, { ...truncatesByKip279, ...writesIsr, ...commitsBelowMinimum });

/**
 * Kafka 2.1 with ZooKeeper: the first release whose fetches and lookups name the leader epoch (KIP-320). A follower asks
 * where to cut its log; the leader writes the ISR itself, and nobody asks whether the one who joins is alive (KIP-841,
 * KIP-903); the high watermark rises below min.insync.replicas.
 *
 * A leader that is elected again keeps what it knew of its followers, as it still does (Partition.makeLeader). But the
 * controller's LeaderAndIsr requests reach a broker one after another (RequestSendThread), so that it has heard who led in
 * between, and R01 does not come of it: this builds on kafka-metadata-in-order. It was not tried on a broker, and another
 * controller may send only what came last.
 *
 * That another controller takes over is left out, with what it misses (KAFKA-3143); so is that a smaller ISR begins a new
 * leader epoch, where the controller writes it (KAFKA-15021); that brokers ignore a leader that they do not take for alive
 * (ReplicaManager.makeFollowers); and that they take an answer of another leader epoch (KAFKA-18991). There is no tool
 * yet to elect an unclean leader (KIP-460): that stands for an operator who allows it to the topic.
 *
 * Unless `--limit` says otherwise, leadership moves twice without need, and one broker crashes.
 */
export default cluster(released, {}, { controllerElectLeader: 2, brokerCrash: 1 });
