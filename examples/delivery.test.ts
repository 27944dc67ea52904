import { describe, expect, test } from 'vitest';
import { limit } from 'tidemark';
import { committedNeverLost, kafkaAsDesigned, kafkaWithUncleanElection } from 'tidemark/kafka';
import 'tidemark/vitest';

/** As many crashes as there are brokers; if nothing is said, there is one. */
const allMayCrash = limit(kafkaAsDesigned, { brokerCrash: 3 });

describe('at random', () => {
  // Three brokers and one crash never leave the partition without a leader, and nobody waits for that.
  test('nothing is found by which Kafka loses a committed record', () => {
    expect(kafkaAsDesigned).toUphold(committedNeverLost, { brokers: 3, search: { seed: 1, runs: 20 } });
  });
  test('nor where all brokers may crash, and there are more states than a test visits', () => {
    expect(allMayCrash).toUphold(committedNeverLost, {
      brokers: 3,
      logSize: 2,
      records: 2,
      search: { seed: 1, runs: 20 },
    });
  });
  test('with unclean election it is lost', () => {
    expect(kafkaWithUncleanElection).not.toUphold(committedNeverLost, { search: { seed: 1, runs: 20 } });
  });
});
