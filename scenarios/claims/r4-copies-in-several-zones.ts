import { claim } from '../claim.js';

/**
 * The models here begin with the replicas where they are: rack awareness is a matter of assignment, which they leave
 * out. What losing all but one of the copies does is asked of in claims G3 and C2.
 */
export default claim({
  id: 'R4',
  text:
    'A topic of N copies survives the loss of N-1 brokers; and one whose copies are spread over zones ' +
    'survives the loss of a zone, without losing data or service.',
  notYet: 'brokers are in no rack, and nothing places replicas',
});
