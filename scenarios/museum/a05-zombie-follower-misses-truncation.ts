import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { knowsNoLeaderEpoch, truncatesByKip279 } from '#model/delivery/history';

const three = withRules(
  cluster(asDesigned, { brokers: 3, records: 2 }, { controllerElectLeader: 2 }),
  truncatesByKip279,
);

/**
 * A follower hears nothing of two moves of leadership, after which its old leader leads again with another log. It goes
 * on fetching by offset alone, is counted, and nobody notices that their logs fork.
 */
export default exhibit({
  id: 'A05',
  title: 'A follower that missed two leader epochs is counted, though its log forks',
  source: 'KAFKA-6880, KIP-320; Kip279.tla',
  property: 'follower-prefix',
  free,
  flaw: {
    is: 'a fetch names no leader epoch (up to 2.0)',
    protocol: withRules(three, knowsNoLeaderEpoch),
    steps: 10,
  },
  fix: {
    is: 'a leader answers only who is in its leader epoch (KIP-320, 2.1)',
    protocol: three,
    states: 10_872,
  },
});
