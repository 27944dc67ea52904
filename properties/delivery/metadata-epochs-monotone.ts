import { alwaysStep } from '#checker/dsl';
import { firstWrong, reason } from '#model/delivery/reasons';
import { CONTROLLER } from '#model/delivery/scene';
import { delivery, NO_EPOCH } from '#model/delivery/state';
import { brokerName } from '#model/delivery/tells';

interface Epochs {
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
}
const wentBack = (before: Epochs, after: Epochs, whose: string): string[] => [
  ...fell(before.leaderEpoch, after.leaderEpoch, `the leader epoch of ${whose}`),
  ...fell(before.partitionEpoch, after.partitionEpoch, `the partition epoch of ${whose}`),
];
const fell = (before: number, after: number, what: string): string[] =>
  after < before ? [`${what} goes back from ${before} to ${after === NO_EPOCH ? 'none' : after}`] : [];

/**
 * The controller's leader epoch and partition epoch never go back, nor do those of a broker while it runs, nor the leader
 * epochs in a log from one record to the next.
 *
 * One that starts again knows none.
 */
export default alwaysStep(delivery, {
  holds: (before, after) => {
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
  },
  because: (before, after) => [
    ...wentBack(before.controller, after.controller, 'the controller').map((says) => ({
      says,
      actors: [CONTROLLER],
    })),
    ...after.brokers.flatMap((broker) => {
      const name = brokerName(broker.id);
      const { metadata } = before.brokers[broker.id]!;
      return [
        ...(broker.running ? wentBack(metadata, broker.metadata, name) : []),
        ...firstWrong(broker, (record, earlier) => record.epoch < earlier.epoch).map(
          (offset) =>
            `${name} has a record of an earlier leader epoch at offset ${offset} than at ${offset - 1}`,
        ),
      ].map((says) => reason(says, broker));
    }),
  ],
});
