import { withRules } from '#checker/dsl';
import { underAcksOne } from '#model/delivery/actions/producer/send';
import { cluster, free } from '#model/delivery/cluster';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import { claim } from '../claim.js';

const three = cluster(withRules(withReader, underAcksOne), { brokers: 3 }, { brokerCrash: 1 });

/**
 * The leader answers as soon as it has the record itself, and crashes before anybody fetched. The new leader, elected
 * cleanly, never had it. It was never below a high watermark, so that no consumer can have read it.
 */
export default claim({
  id: 'P3',
  text:
    'With acks=1 a message is gone that the leader acknowledged, if it crashes before a follower has it, be the election ' +
    'clean; but no consumer ever saw it.',
  meaning:
    'Both halves are shown under acks=1, of three replicas: what is committed is kept and shown to all alike, and what only the leader has acknowledged is not.',
  holds: {
    is: 'what is committed, and what consumers were shown',
    protocol: three,
    properties: ['committed-never-lost', 'consistent-reads'],
    states: 2_286,
  },
  breaks: {
    is: 'what the leader has acknowledged by itself',
    protocol: three,
    steps: { 'acked-by-leader-kept': 4 },
  },
  free,
});
