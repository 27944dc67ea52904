import { claim } from '../claim.js';

/**
 * Idempotence knows a batch that is sent again, and not a record that the application hands over a second time: that
 * is another record, with a sequence number of its own.
 */
export default claim({
  id: 'P7',
  text:
    'Errors that can be retried are for the producer to retry. An application that sends again by ' +
    'itself brings the duplicates back, and only for the other errors has it something to do.',
  notYet: 'there is no application behind a producer, no error that it hands on, and no idempotence',
});
