import { free } from '#model/delivery/cluster';
import { table } from '../table.js';

const releases = [
  ['0.10', 'kafka-0.10'],
  ['2.1', 'kafka-2.1'],
  ['4.1 to 4.3, as shipped, ELR off', 'kafka-as-shipped'],
  ['the same, as designed', 'kafka-as-designed'],
] as const;

/**
 * What each release keeps of what it acknowledged, in one cluster: three brokers in the ISR, min.insync.replicas=2, and one
 * record, sent with acks=all. Leadership moves once without need, and two brokers crash, and keep their logs, so that the
 * ISR may be too small, or empty of those who run.
 */
export default table({
  title: 'What became of what was acknowledged, by release',
  notes: [
    'Three brokers, min.insync.replicas=2, and one record, sent with acks=all. Leadership moves once without need, and two',
    'brokers crash, and keep their logs. "violated 9": in nine steps at least. Of 2.1 there is no controller that fails over',
    '(KAFKA-3143), and no broker that is back before its session is over (KIP-380). As designed is 4.1 with R01 mended.',
  ],
  heads: ['Kafka'],
  properties: [
    'acked-kept',
    'acked-somewhere',
    'committed-never-lost',
    'candidate-complete',
    'committed-on-all-isr',
    'min-copies-at-ack',
  ],
  free,
  rows: releases.map(([name, protocol]) => ({
    is: [name],
    protocol,
    limits: { controllerElectLeader: 1, brokerCrash: 2 },
  })),
});
