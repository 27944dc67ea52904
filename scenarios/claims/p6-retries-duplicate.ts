import { claim } from '../claim.js';

/**
 * The first attempt may have been written, and its answer lost. Idempotence gives every batch of a producer a
 * sequence number, by which a leader, and whoever leads after it, knows the second attempt again.
 */
export default claim({
  id: 'P6',
  text:
    'A send that is retried may be in the log twice, unless the producer is idempotent ' +
    '(enable.idempotence).',
  notYet: 'producers do not retry, and logs hold no producer ids and sequence numbers',
});
