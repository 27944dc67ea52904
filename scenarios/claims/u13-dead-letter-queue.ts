import { claim } from '../claim.js';

/**
 * It is written there before the offset moves beyond it, and a crash between the two has it there twice: at least
 * once, as everything else (U8).
 */
export default claim({
  id: 'U13',
  text:
    'A message that cannot be processed is kept in another topic, a dead letter queue, so that none is ' +
    'dropped silently.',
  notYet: 'processing a record cannot fail here, and there is one topic',
});
