import { claim } from '../claim.js';

/**
 * Between the two a consumer may crash, and another one goes on where the committed offset says. The order alone
 * decides whether what lies between is processed twice or never.
 */
export default claim({
  id: 'U8',
  text:
    'Whoever processes first and commits afterwards skips no record (at least once); whoever commits ' +
    'first loses some (at most once).',
  notYet: 'consumers commit no offsets, and do not crash',
});
