import { claim } from '../claim.js';

/**
 * A record whose leader crashes before it is committed may be lost, and its producer is told an error that says to
 * try again. Here every record is sent once, so that neither of the two producers can be compared with the other.
 */
export default claim({
  id: 'P4',
  text:
    'If the leader fails before it answers, a producer that does not retry loses the message, and one ' +
    'that retries until it succeeds does not, even with acks=all.',
  notYet: 'producers do not retry',
});
