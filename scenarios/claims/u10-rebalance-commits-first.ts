import { claim } from '../claim.js';

/**
 * A rebalance takes a partition away between two records, and whoever gets it goes on at the committed offset, in
 * which the work of the last one is, or is not. State about a partition that went away is of no use later.
 */
export default claim({
  id: 'U10',
  text:
    'Partitions may move to another consumer at any time: one that does not commit before, or does not ' +
    'begin anew with those it gets, processes records twice, or skips them.',
  notYet: 'there is no consumer group that could rebalance',
});
