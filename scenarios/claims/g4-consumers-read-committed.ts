import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { remembersFollowers } from '#model/delivery/history';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { logEnd } from '#model/delivery/reader/actions/consumer-read';
import { claim } from '../claim.js';

const three = cluster(withReader, { brokers: 3 }, { controllerElectLeader: 3 });

/**
 * A consumer is given what lies below the high watermark of the replica that it asks. What it was given once is therefore
 * given to all others, whoever leads. One that could read to the end of a log might read what a new leader has never had.
 */
export default claim({
  id: 'G4',
  text: 'Consumers read only committed messages.',
  meaning:
    'What one consumer was shown at an offset is what every leader has there from then on. A new leader, or a follower, may be behind and show less for a while.',
  holds: {
    is: 'a consumer reads below the high watermark of any replica',
    protocol: three,
    properties: ['consistent-reads'],
    states: 50_089,
  },
  breaks: {
    is: 'it reads to the end of the log',
    protocol: withRules(three, { readableBelow: logEnd }),
    steps: { 'consistent-reads': 4 },
  },
  asShipped: {
    is: 'a leader that is elected again may keep what it knew of its followers (exhibit R01)',
    protocol: withRules(three, remembersFollowers),
    steps: { 'consistent-reads': 16 },
  },
  free,
});
