import { claim } from '../claim.js';

/**
 * The record fails for a reason outside, such as a database that is away. Committing beyond it would lose it, so that
 * a consumer either stays where it is, or writes the record elsewhere first.
 */
export default claim({
  id: 'U11',
  text:
    'A consumer may have to try a record again: pausing meanwhile keeps the order and holds up all that ' +
    'follow; a topic for retries does neither.',
  notYet: 'processing a record cannot fail here, and there is one topic',
});
