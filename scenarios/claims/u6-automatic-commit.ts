import { claim } from '../claim.js';

/**
 * The timer is looked at in poll, and commits what the polls before have returned. An application that hands records
 * to other threads, and polls on, has them committed before they are processed.
 */
export default claim({
  id: 'U6',
  text:
    'enable.auto.commit commits on a timer, and leaves no control: that is safe only if all that a poll ' +
    'returned is processed before the next poll.',
  notYet: 'consumers do not poll, and commit no offsets',
});
