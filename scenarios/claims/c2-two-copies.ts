import { bounded, withRules } from '#checker/dsl';
import { cluster, free } from '#model/delivery/cluster';
import { remembersFollowers } from '#model/delivery/history';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import { claim } from '../claim.js';

const three = cluster(
  asDesigned,
  { brokers: 3, outOfSync: 1 },
  { controllerElectLeader: 1, controllerFenceRunning: 1 },
);

/**
 * The ISR may be the leader alone; with min.insync.replicas=1 it then acknowledges by itself. With 2 there is a second log
 * that has the record.
 */
export default claim({
  id: 'C2',
  text: 'To have committed data on at least two replicas, min.insync.replicas must be at least 2.',
  meaning:
    'In two page caches at the moment of the acknowledgement: nothing is flushed for it, and a replica that was counted may lose power a moment later. Of what is acknowledged under acks=all: up to 3.6 a leader that was the whole ISR committed by itself all the same, and only the acknowledgement was withheld.',
  holds: {
    is: 'min.insync.replicas=2',
    protocol: three,
    properties: ['two-copies-at-ack'],
    states: 91_800,
  },
  breaks: {
    is: 'min.insync.replicas=1',
    protocol: bounded(three, { minInsyncReplicas: 1 }),
    steps: { 'two-copies-at-ack': 3 },
  },
  asShipped: {
    is: 'a leader that is elected again may keep what it knew of its followers (exhibit R01)',
    protocol: withRules(three, remembersFollowers),
    steps: { 'two-copies-at-ack': 10 },
  },
  free,
});
