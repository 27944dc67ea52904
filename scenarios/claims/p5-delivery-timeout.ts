import { claim } from '../claim.js';

/**
 * Without time there is no timeout, but a producer that may give up at any moment says the same and more. What is
 * missing for that is the producer that goes on until it gives up.
 */
export default claim({
  id: 'P5',
  text:
    'delivery.timeout.ms bounds how long a producer retries. When it is over the send fails, and the ' +
    'record may be in the log or not: the application has to decide.',
  notYet: 'producers neither retry nor give up',
});
