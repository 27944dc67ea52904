import { withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { remembersFollowers } from '#model/delivery/history';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';
import { whileNobodyLossyIsAlone } from '../lossy.js';

const three = cluster(
  asDesigned,
  { brokers: 3, outOfSync: 1 },
  { controllerElectLeader: 1, controllerFenceRunning: 1, brokerPowerLoss: 1 },
);
const notAlone = whileNobodyLossyIsAlone(three);

/**
 * It does not take a replica that is merely alive, but one in the ISR that kept its log. A broker loses what it had not
 * flushed when its machine loses power; it fetches that again, as long as somebody else was in the ISR with it, from when
 * it stopped until it registered again. One that is the whole ISR by itself leads again with what is left.
 */
export default claim({
  id: 'G3',
  text: 'A committed message is not lost while one in-sync replica that kept its log stays alive.',
  meaning:
    'Whoever loses power is not the only member of the ISR from when it stops until it has registered again. A replica that is merely alive, and has the message, is not enough; with ELR it may be.',
  holds: {
    is: 'a broker that loses power is never the only member of the ISR',
    protocol: notAlone,
    properties: ['committed-never-lost'],
    states: 1_901_417,
  },
  breaks: {
    is: 'a broker that loses power may be the only member of the ISR',
    protocol: three,
    steps: { 'committed-never-lost': 9 },
  },
  asShipped: {
    is: 'a leader that is elected again may keep what it knew of its followers (exhibit R01)',
    protocol: withRules(notAlone, remembersFollowers),
    steps: { 'committed-never-lost': 13 },
  },
  free,
});
