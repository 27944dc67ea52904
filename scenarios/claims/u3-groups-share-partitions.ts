import { claim } from '../claim.js';

/**
 * It takes several partitions to share, and a coordinator that assigns them. The consumer of these models is nobody
 * in particular, and belongs to no group.
 */
export default claim({
  id: 'U3',
  text:
    'The members of a group share the partitions between them; a consumer that is alone in its group is ' +
    'shown every message.',
  notYet: 'there is one partition, and no consumer group',
});
