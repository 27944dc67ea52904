import { always } from '#checker/dsl';
import { firstWrong, reason } from '#model/delivery/reasons';
import { delivery } from '#model/delivery/state';
import { brokerName, recordName } from '#model/delivery/tells';

/**
 * In every log the records stand in the order in which they were sent, each once.
 *
 * Claim G1, for one producer that sends each record once. What retries do to the order is no part of it.
 */
export default always(delivery, {
  holds: ({ brokers }) =>
    brokers.every(({ log }) => {
      for (let offset = 1; offset < log.endOffset; offset++)
        if (log.at(offset).record <= log.at(offset - 1).record) return false;
      return true;
    }),
  because: ({ brokers }) =>
    brokers.flatMap((broker) =>
      firstWrong(broker, (record, before) => record.record <= before.record).map((offset) => {
        const [before, record] = [offset - 1, offset].map((one) => broker.log.at(one).record);
        const behind = before === record ? 'itself' : `${recordName(before!)}, which was sent later`;
        return reason(
          `${brokerName(broker.id)} has ${recordName(record!)} at offset ${offset}, behind ${behind}`,
          broker,
        );
      }),
    ),
});
