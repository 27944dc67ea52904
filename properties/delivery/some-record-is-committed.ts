import { sometimes } from '#checker/dsl';
import { delivery } from '#model/delivery/state';

/** A record is committed: the high watermark of somebody who presumes to lead has passed it. */
export default sometimes(delivery, ({ history }) => history.committed.endOffset > 0);
