import { free } from '#model/delivery/cluster';
import { table } from '../table.js';

const releases = [
  ['0.10', 'kafka-0.10'],
  ['2.1', 'kafka-2.1'],
  ['4.1 to 4.3, as shipped', 'kafka-as-shipped'],
  ['the same, as designed', 'kafka-as-designed'],
] as const;

/**
 * What each release keeps of what it acknowledged, in one cluster: three brokers in the ISR, min.insync.replicas=2, and
 * two records, sent with acks=all, of which a log holds one, so that two may be written at one offset. Leadership moves
 * twice without need, and one broker crashes, and keeps its log.
 */
export default table({
  title: 'What became of what was acknowledged, by release',
  heads: ['Kafka'],
  properties: [
    'acked-kept',
    'acked-somewhere',
    'committed-never-lost',
    'candidate-complete',
    'committed-on-all-isr',
    'min-copies-at-ack',
    'log-matching-below-high-watermark',
    'follower-prefix',
  ],
  free,
  rows: releases.map(([name, protocol]) => ({
    is: [name],
    protocol,
    bounds: { records: 2 },
    limits: { controllerElectLeader: 2, brokerCrash: 1 },
  })),
});
