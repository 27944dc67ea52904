import { claim } from '../claim.js';

/**
 * An aggregate that survives a crash without its offset, or the other way round, does not fit to where the next
 * consumer goes on. Transactions store both at once, within Kafka.
 */
export default claim({
  id: 'U12',
  text:
    'What a consumer has computed and the offset up to which it has must be stored together: otherwise ' +
    'records are counted twice, or not at all.',
  notYet: 'consumers have no state and commit no offsets, and there are no transactions',
});
