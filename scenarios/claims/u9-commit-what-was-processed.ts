import { claim } from '../claim.js';

/**
 * The position of a consumer is where it reads next. Between it and what was processed lie the records that a poll
 * returned and the application has not come to yet.
 */
export default claim({
  id: 'U9',
  text:
    'The offset to commit is that after the last record that was processed, and not that after the last ' +
    'one that was read.',
  notYet:
    'consumers commit no offsets, and there is nothing between reading a record and having processed it',
});
