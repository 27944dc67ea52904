import { free } from '#model/delivery/cluster';
import { table, type Row } from '../table.js';

const settings = [1, 2].flatMap((minInsyncReplicas) =>
  [
    { unclean: 'off', protocol: 'kafka-with-reader' },
    { unclean: 'on', protocol: 'kafka-with-unclean-election' },
  ].map((election) => ({ minInsyncReplicas, ...election })),
);
/** No leadership moves without need, so that what fails is all there is to blame. */
const always = { controllerElectLeader: 0, leaderShrinkIsr: 1 };
const faults = [
  { name: 'one crash', limits: { ...always, brokerCrash: 1, brokerPowerLoss: 0 } },
  { name: 'one crash, one power loss', limits: { ...always, brokerCrash: 1, brokerPowerLoss: 1 } },
  { name: 'two power losses', limits: { ...always, brokerCrash: 0, brokerPowerLoss: 2 } },
];

/**
 * What min.insync.replicas and unclean election are worth, by what fails: of three brokers one begins outside of the ISR,
 * and once a follower may be taken out of it. There is one record, sent with acks=all.
 */
export default table({
  title: 'What min.insync.replicas and unclean election are worth, by what fails',
  heads: ['min.insync.replicas', 'unclean election', 'faults'],
  properties: [
    'acked-kept',
    'acked-somewhere',
    'consistent-reads',
    'leader-can-return',
    'leader-can-return-without-restart',
    'writes-can-return',
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
