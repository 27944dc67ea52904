import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { exhibit } from '../exhibit.js';
import { whileNobodyLossyIsAlone } from '../lossy.js';

const two = cluster(
  asDesigned,
  { brokers: 2 },
  { brokerPowerLoss: 2, brokerCrash: 1, controllerElectLeader: 1 },
);

/**
 * A broker may lose what it had not flushed, as long as another member of the ISR is beside it: it is out of the ISR
 * before it may register, and fetches what it lost before it is in again. One that is the whole ISR by itself, at any
 * time from its stop to its registration, leads with what is left.
 *
 * That it was not alone when it stopped is not enough: the other member may crash, and be fenced first. One power loss
 * and that crash are what the flaw takes; the fix is put to a harder test.
 */
export default exhibit({
  id: 'H2',
  title: 'Committed records survive lossy stops, but not of the only member of the ISR',
  source: 'claim G3; KIP-966, Motivation',
  property: 'committed-never-lost',
  free,
  flaw: { is: 'whoever loses power may be the only member of the ISR', protocol: two, steps: 10 },
  fix: {
    is: 'who loses power is never the only member, from its stop to its registration',
    protocol: whileNobodyLossyIsAlone(two),
    states: 42_440,
  },
});
