import { claim } from '../claim.js';

/**
 * It is the sum of P1 and P3 to P7: the brokers keep what they acknowledged, and the application goes on without what
 * they did not. A producer here has no application behind it that could ignore an error.
 */
export default claim({
  id: 'P2',
  text:
    'Whatever the brokers are configured to do, a producer that is not configured and written for ' +
    'reliability still loses messages.',
  notYet: 'a producer here sends each record once, and no application looks at what it is told',
});
