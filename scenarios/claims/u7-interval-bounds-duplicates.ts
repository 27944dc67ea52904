import { claim } from '../claim.js';

/**
 * A bound on a number of duplicates is a safety property, and needs no time: instead of an interval there is a number
 * of records after which is committed.
 */
export default claim({
  id: 'U7',
  text:
    'The shorter the commit interval, the fewer records are processed twice after a crash, at most ' +
    'those since the last commit, and the more commits there are.',
  notYet: 'consumers commit no offsets',
});
