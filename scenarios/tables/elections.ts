import { free } from '#model/delivery/cluster';
import { table, type Row } from '../table.js';

const settings = [1, 2].flatMap((minInsyncReplicas) =>
  [
    { unclean: 'off', protocol: 'kafka-with-reader' },
    { unclean: 'on', protocol: 'kafka-with-unclean-election' },
  ].map((election) => ({ minInsyncReplicas, ...election })),
);
/** No leadership moves without need, so that what fails is all there is to blame. */
const inEveryRow = { controllerElectLeader: 0 };
const faults = [
  { name: 'one crash, two shrinks', limits: { leaderShrinkIsr: 2, brokerCrash: 1, brokerPowerLoss: 0 } },
  {
    name: 'one crash, one power loss, one shrink',
    limits: { leaderShrinkIsr: 1, brokerCrash: 1, brokerPowerLoss: 1 },
  },
  {
    name: 'two power losses, one shrink',
    limits: { leaderShrinkIsr: 1, brokerCrash: 0, brokerPowerLoss: 2 },
  },
].map(({ name, limits }) => ({ name, limits: { ...inEveryRow, ...limits } }));

/**
 * What min.insync.replicas and unclean election are worth, by what fails: of three brokers the last one begins outside of
 * the ISR, and as often as a row says a follower may be taken out of it. There is one record, sent with acks=all.
 */
export default table({
  title: 'What min.insync.replicas and unclean election are worth, by what fails',
  notes: [
    'Kafka as designed, with R01 mended and without ELR (KIP-966), and consumers that read. Three brokers, of which the last',
    'begins outside of the ISR, and one record, sent with acks=all. "violated 9": in nine steps at least. The columns that',
    'end in "return" ask what can still be reached by the protocol and what heals: whoever stopped may start again, or,',
    '"without restart", nobody does.',
  ],
  heads: ['min.insync.replicas', 'unclean election', 'faults'],
  properties: [
    'acked-kept',
    'acked-somewhere',
    'consistent-reads',
    'leader-can-return',
    'leader-can-return-without-restart',
    'writes-can-return',
    'writes-can-return-without-restart',
  ],
  free,
  rows: settings.flatMap(({ minInsyncReplicas, unclean, protocol }) =>
    faults.map(({ name, limits }): Row => ({
      is: [String(minInsyncReplicas), unclean, name],
      protocol,
      bounds: { brokers: 3, outOfSync: 1, minInsyncReplicas },
      limits,
    })),
  ),
});
