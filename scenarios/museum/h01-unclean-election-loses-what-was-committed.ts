import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { exhibit } from '../exhibit.js';

const three = cluster(asDesigned, { brokers: 3 }, { brokerCrash: 3 });

/**
 * Committed messages are never lost under clean election: three brokers may crash as they like, one after the other or
 * all at once, and come back, and each leader has every committed record. Unclean election is what makes it untrue.
 *
 * As designed: as Kafka ships it, elections alone are enough (H3).
 */
export default exhibit({
  id: 'H1',
  title: 'Committed records survive any crashes, but no unclean election',
  source: 'claims G3, E1 and E3',
  property: 'committed-never-lost',
  free,
  flaw: {
    is: 'unclean.leader.election.enable=true',
    protocol: withRules(three, { electsUnclean: true }),
    steps: 13,
  },
  fix: { is: 'unclean.leader.election.enable=false', protocol: three, states: 585_766 },
});
