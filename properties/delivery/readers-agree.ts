import { alwaysStep } from '#checker/dsl';
import { withReader } from '#model/delivery/reader/state';
import { reason } from '#model/delivery/reasons';
import { brokerName, recordName } from '#model/delivery/tells';

/**
 * Whoever reads at an offset that was read before is shown the same record.
 *
 * Claim E4. What is gone and not read again is no part of it: that is consistent-reads. Only on request, since that is
 * the stronger of the two.
 */
export default alwaysStep(withReader, {
  onRequest: true,
  given: ({ history }, _, { action, chosen }) =>
    action === 'consumerRead' && history.shown[chosen.offset as number]!.record >= 0,
  holds: ({ brokers, history }, _, { chosen }) => {
    const offset = chosen.offset as number;
    return brokers[chosen.broker as number]!.log.at(offset).record === history.shown[offset]!.record;
  },
  because: ({ brokers, history }, _, { chosen }) => {
    const broker = brokers[chosen.broker as number]!;
    const offset = chosen.offset as number;
    const [now, first] = [broker.log.at(offset), history.shown[offset]!].map(({ record }) =>
      recordName(record),
    );
    return [
      reason(
        `${brokerName(broker.id)} shows a consumer ${now} at offset ${offset}, where ${first} was shown before`,
        broker,
      ),
    ];
  },
});
