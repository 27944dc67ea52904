import { claim } from '../claim.js';

/**
 * An offset is not valid if none was committed, if it expired, or if the log was cut below it, by retention or by an
 * unclean election. What is missed then is what the log has no more.
 */
export default claim({
  id: 'U4',
  text:
    'auto.offset.reset=earliest begins at the beginning where there is no valid offset: records may be ' +
    'processed twice, and few are missed.',
  notYet: 'consumers commit no offsets that could be gone, and nothing is deleted from logs',
});
