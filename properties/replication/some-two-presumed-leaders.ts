import { sometimes } from '#checker/dsl';
import { presumesLeadership } from '#model/replication/replica';
import { replication } from '#model/replication/state';

/** Two replicas presume to lead at once: the zombie that fencing is for. */
export default sometimes(replication, ({ replicas }) => replicas.filter(presumesLeadership).length >= 2);
