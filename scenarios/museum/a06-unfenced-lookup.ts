import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { anyLeaderEpoch } from '#model/delivery/fetch';
import { truncatesByKip279 } from '#model/delivery/history';

const three = withRules(cluster(asDesigned, { brokers: 3 }, { controllerElectLeader: 3 }), truncatesByKip279);

/**
 * That fetches are fenced is not enough. A follower asks where to cut its log of a broker that leads no more, and is
 * about to cut its own; it cuts off a record that the real leader holds, and that two others will be counted for.
 */
export default exhibit({
  id: 'A06',
  title: 'A leader that is about to cut its own log says where to cut',
  source: 'KIP-320; Kip320.tla, FencedBecomeFollowerAndTruncate',
  property: 'acked-kept',
  free,
  flaw: {
    is: 'the question where to cut names no leader epoch, fetches do (no release; what KIP-320 rules out)',
    protocol: withRules(three, { answersLookUp: anyLeaderEpoch }),
    steps: 12,
  },
  fix: { is: 'both name it (KIP-320, 2.1)', protocol: three, states: 44_470 },
});
