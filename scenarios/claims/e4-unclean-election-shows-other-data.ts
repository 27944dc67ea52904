import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { claim } from '../claim.js';

const three = cluster(withReader, { brokers: 3, outOfSync: 1 }, { brokerCrash: 2 });

/**
 * One consumer has read what the former leader committed. The unclean leader does not have it, and appends another
 * record at the same offset: that is what the next consumer reads there.
 */
export default claim({
  id: 'E4',
  text: 'With unclean election consumers may see different data at the same offsets.',
  meaning:
    'From the moment when the leader has something else there, or nothing, than what was shown. A consumer that compares leader epochs (KIP-320) can notice it; it does not bring the record back.',
  holds: {
    is: 'unclean.leader.election.enable=false',
    protocol: three,
    properties: ['consistent-reads'],
    states: 192_467,
  },
  breaks: {
    is: 'unclean.leader.election.enable=true',
    protocol: withRules(three, { electsUnclean: true }),
    steps: { 'consistent-reads': 9 },
  },
  free,
});
