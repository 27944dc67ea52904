import { expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { always, withRules, type Protocol } from '#checker/dsl';
import { presumesLeadership } from '#model/delivery/broker';
import { cluster } from '#model/delivery/cluster';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import asShipped from '#model/delivery/protocols/kafka-as-shipped';
import { never } from '#model/delivery/purgatory';
import { delivery } from '#model/delivery/state';

/** A produce waits at who leads, for its own record, which is not committed there. */
const waitsForItsRecord = always(delivery, ({ brokers, purgatory }) =>
  purgatory.every(({ id, broker, requiredOffset }) => {
    const leader = brokers[broker];
    if (leader === undefined) return true;
    const { log, highWatermark } = leader;
    if (!presumesLeadership(leader) || requiredOffset <= highWatermark) return false;
    return requiredOffset <= log.endOffset && log.at(requiredOffset - 1).record === id;
  }),
);
/** And of each record that a leader appended in its epoch, and that is not committed there, the produce waits. */
const everyRecordIsWaitedFor = always(delivery, ({ brokers, purgatory }) =>
  brokers.every((leader) => {
    const { log, highWatermark, metadata } = leader;
    if (!presumesLeadership(leader)) return true;
    for (let offset = highWatermark; offset < log.endOffset; offset++) {
      const { record, epoch } = log.at(offset);
      if (epoch === metadata.leaderEpoch && purgatory[record]!.broker !== leader.id) return false;
    }
    return true;
  }),
);
const verdicts = (protocol: Protocol): string[] =>
  check(protocol, { waitsForItsRecord, everyRecordIsWaitedFor }).properties.map(
    ({ outcome }) => outcome.verdict,
  );

const two = [{ brokers: 2, records: 2 }, { controllerElectLeader: 3 }] as const;
const lossy = [
  { brokers: 2, records: 2 },
  { controllerElectLeader: 1, brokerPowerLoss: 1 },
] as const;

it.each([
  ['as designed', cluster(asDesigned, ...two)],
  ['as designed, where a broker loses power', cluster(asDesigned, ...lossy)],
  ['as shipped', cluster(asShipped, { brokers: 3 }, { controllerElectLeader: 2 })],
] as const)('a produce waits where its record is to be committed, and nowhere else: %s', (_, protocol) => {
  expect(verdicts(protocol)).toEqual(['holds', 'holds']);
});
it('up to 0.9 it waits on at a broker that follows', () => {
  expect(verdicts(withRules(cluster(asDesigned, ...two), { failsPurgatory: never }))).toEqual([
    'violated',
    'holds',
  ]);
});
