import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { claim } from '../claim.js';

const three = cluster(withReader, { brokers: 3, outOfSync: 1, records: 2 }, { brokerCrash: 2 });

/**
 * One consumer has read what the former leader committed. The unclean leader does not have it, and appends another
 * record at the same offset: that is what the next consumer reads there.
 */
export default claim({
  id: 'E4',
  text: 'Consumers see the same data at the same offsets by elections that are clean; by an unclean one they may not.',
  meaning:
    'Two reads at one offset that differ. Before the second, what was shown may be gone for a while. A consumer that compares leader epochs (KIP-320) can notice it; it does not bring the record back.',
  holds: {
    is: 'unclean.leader.election.enable=false',
    protocol: three,
    properties: ['readers-agree'],
    states: 236_848,
  },
  breaks: {
    is: 'unclean.leader.election.enable=true',
    protocol: withRules(three, { electsUnclean: true }),
    steps: { 'readers-agree': 19 },
  },
  free,
});
