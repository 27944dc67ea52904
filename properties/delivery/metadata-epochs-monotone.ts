import { alwaysStep } from '#checker/dsl';
import { delivery } from '#model/delivery/state';

/**
 * The controller's leader epoch and partition epoch never go back, nor do those of a broker while it runs, nor the leader
 * epochs in a log from one record to the next.
 *
 * One that starts again knows none.
 */
export default alwaysStep(delivery, (before, after) => {
  if (after.controller.leaderEpoch < before.controller.leaderEpoch) return false;
  if (after.controller.partitionEpoch < before.controller.partitionEpoch) return false;
  return after.brokers.every(({ id, running, metadata, log }) => {
    const known = before.brokers[id]!.metadata;
    if (running && metadata.leaderEpoch < known.leaderEpoch) return false;
    if (running && metadata.partitionEpoch < known.partitionEpoch) return false;
    for (let offset = 1; offset < log.endOffset; offset++)
      if (log.at(offset).epoch < log.at(offset - 1).epoch) return false;
    return true;
  });
});
