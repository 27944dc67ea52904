import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { remembersFollowers } from '#model/delivery/history';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { claim } from '../claim.js';

const three = cluster(
  withReader,
  { brokers: 3, outOfSync: 1 },
  { controllerElectLeader: 1, controllerFenceRunning: 2 },
);

/**
 * Whoever is in the ISR has all that is committed, so that it does not matter which of them leads. Two sessions end
 * though the brokers run, so that nobody in the ISR may be left to lead; and leadership moves once without need.
 */
export default claim({
  id: 'E1',
  text:
    'Without unclean election only an in-sync replica may lead; so no committed data is lost, and all consumers see ' +
    'the same data.',
  holds: {
    is: 'unclean.leader.election.enable=false',
    protocol: three,
    properties: ['leader-from-isr', 'committed-never-lost', 'consistent-reads'],
    states: 2_545_780,
  },
  breaks: {
    is: 'unclean.leader.election.enable=true',
    protocol: withRules(three, { electsUnclean: true }),
    steps: { 'leader-from-isr': 2, 'committed-never-lost': 6, 'consistent-reads': 7 },
  },
  asShipped: {
    is: 'a leader that is elected again may keep what it knew of its followers (exhibit R01)',
    protocol: withRules(three, remembersFollowers),
    steps: { 'committed-never-lost': 12, 'consistent-reads': 13 },
  },
  free,
});
