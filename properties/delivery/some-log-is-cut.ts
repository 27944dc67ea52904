import { sometimes } from '#checker/dsl';
import { delivery } from '#model/delivery/state';

/** A record was sent that is in no log any more, though no broker stopped and lost it: followers cut their logs. */
export default sometimes(
  delivery,
  ({ nextRecord, brokers, history }) =>
    nextRecord > 0 &&
    history.lossy === 0 &&
    brokers.every(({ running, log }) => running && log.endOffset === 0),
);
