import { claim } from '../claim.js';

/**
 * The counterpart of U4: what was written between the last record that was processed and the moment in which the
 * consumer came back is skipped, though it is in the log.
 */
export default claim({
  id: 'U5',
  text:
    'auto.offset.reset=latest begins at the end where there is no valid offset: fewer records are ' +
    'processed twice, and those that came meanwhile are missed.',
  notYet: 'consumers commit no offsets that could be gone',
});
