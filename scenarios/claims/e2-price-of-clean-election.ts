import { cluster, free } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(asDesigned, { brokers: 3, outOfSync: 1 }, { brokerCrash: 2 });

/**
 * The third replica runs, and may not lead. Nothing but the return of a member of the ISR brings a leader back: one that
 * was still in it when nobody was left to lead.
 */
export default claim({
  id: 'E2',
  text: 'The price of clean elections: when every in-sync replica is down, the partition can have a leader again when one of them returns, and not before.',
  meaning:
    'That nobody can lead, and that somebody can again; not that somebody will. One of them is the last that was left in the ISR: who was taken out before does not count (with ELR it may). A follower may go on showing what it knows to be committed.',
  holds: {
    is: 'members of the ISR start again, and nobody else',
    protocol: three,
    properties: ['leader-from-isr', 'leader-can-return-with-isr'],
    states: 120_761,
  },
  breaks: {
    is: 'all others start again, and no member of the ISR',
    protocol: three,
    steps: { 'leader-can-return-without-isr': 4 },
  },
  free,
});
