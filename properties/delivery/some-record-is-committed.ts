import { sometimes } from '#checker/dsl';
import { delivery } from '#model/delivery/state';

/** A record is committed. */
export default sometimes(delivery, ({ history }) => history.committed.endOffset > 0);
