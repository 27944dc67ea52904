import { withRules } from '#checker/dsl';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { cluster, free } from '#model/delivery/cluster';
import { exhibit } from '../exhibit.js';
import { truncatesByKip279 } from '#model/delivery/history';
import { underAnotherLeader } from '#model/delivery/truncation';

const three = withRules(
  cluster(asDesigned, { brokers: 3, records: 2 }, { controllerElectLeader: 2 }),
  truncatesByKip279,
);

/**
 * A follower sleeps through the leader epoch of another broker. When it hears that its old leader leads, it has nothing
 * to do, for it follows that one already; its log still has what the leader has cut meanwhile.
 */
export default exhibit({
  id: 'A24',
  title: 'A follower that sees the same leader again cuts nothing',
  source: 'KAFKA-7164 (PR 5436)',
  property: 'follower-prefix',
  free,
  flaw: {
    is: 'a follower starts anew under another leader only (up to 2.0.0)',
    protocol: withRules(three, { startsAnew: underAnotherLeader }),
    steps: 11,
  },
  fix: {
    is: 'it does so in every leader epoch (2.1; after a missed one KAFKA-7164, 2.0.1)',
    protocol: three,
    states: 10_872,
  },
});
