import { sometimes } from '#checker/dsl';
import { delivery, NOBODY_LEADS } from '#model/delivery/state';

/** The partition has no leader: claim E2, the price of clean elections. */
export default sometimes(delivery, ({ controller }) => controller.leader === NOBODY_LEADS);
