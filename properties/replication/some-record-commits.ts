import { sometimes } from '#checker/dsl';
import { presumesCommitted } from '#model/replication/replica';
import { replication } from '#model/replication/state';

/** A leader takes a record to be committed. Without this, nothing that is said of committed records says anything. */
export default sometimes(replication, ({ replicas }) => replicas.some(presumesCommitted));
