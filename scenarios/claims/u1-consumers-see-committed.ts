import { claim } from '../claim.js';

/**
 * The consumer of kafka-with-reader reads below the high watermark of the broker that it asks. That what it is shown
 * is what others are shown is claim G4; that each member of the ISR has it at that moment nobody has asked.
 */
export default claim({
  id: 'U1',
  text:
    'A consumer is shown the records that every in-sync replica has, up to the high watermark, and no ' +
    'others.',
  notYet: 'no property compares what is shown with the logs of all in-sync replicas',
});
