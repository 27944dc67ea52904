import { claim } from '../claim.js';

/**
 * Two of the three are here, acks=1 and acks=all, each for all producers of a cluster at once: what comes of them is
 * asked in claims P3, C1 and C2. A send whose answer nobody waits for, or which never arrives, is not.
 */
export default claim({
  id: 'P1',
  text:
    'acks says when a send is a success: 0, once it is sent; 1, once the leader has written it; all, ' +
    'once it is committed.',
  notYet: 'there is no acks=0, under which a send succeeds that never arrives',
});
