import { claim } from '../claim.js';

/**
 * A committed offset is one number for each group and partition, so that it cannot say that a record was processed
 * and an earlier one was not.
 */
export default claim({
  id: 'U2',
  text:
    'Committing offset n says that everything before n is processed: it is where to go on after a ' +
    'failure, and no receipt of single records.',
  notYet: 'consumers commit no offsets',
});
