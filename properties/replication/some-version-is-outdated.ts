import { sometimes } from '#checker/dsl';
import { asyncIsr } from '#model/replication/async-isr/state';

/** The controller has decided on an ISR that the leader has not heard of, while one that the leader proposed is pending. */
export default sometimes(
  asyncIsr,
  ({ controller, leader }) => leader.pendingVersion >= 0 && controller.version > leader.version,
);
