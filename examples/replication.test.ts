import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { always, register, withRules } from 'tidemark';
import {
  commandsFor,
  commandSequences,
  coverage,
  sequenceFrom,
  upholds,
  withSavedTraces,
} from 'tidemark/fast-check';
import { kip279, kip320, leaderInAnyEpoch, replication, strongIsr, weakIsr } from 'tidemark/kafka';
import 'tidemark/vitest';

/** A property of your own: what it speaks of is what a protocol must have. */
const logsStayShort = always(replication, ({ replicas }) => replicas.every(({ log }) => log.endOffset <= 2));
/** A protocol of your own: what it changes of another one. */
const unfenced = withRules(kip320, { truncatesAgainst: leaderInAnyEpoch });
/** Their names in reports and traces. */
register({ unfenced, 'logs-stay-short': logsStayShort });

describe('exhaustively', () => {
  test('KIP-320 keeps every committed record in every member of the ISR', () => {
    expect(kip320).toUphold(strongIsr, { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 });
  });
  test('KIP-279 does not', () => {
    expect(kip279).not.toUphold(strongIsr);
  });
  test('with a guard left out, neither does KIP-320', () => {
    expect(unfenced).not.toUphold(strongIsr);
  });
  test('a property of your own', () => {
    expect(kip320).toUphold(logsStayShort, { brokers: 2 });
  });
});

describe('at random, where there are too many states to visit', () => {
  test('nothing is found that breaks KIP-320, though every action was taken', () => {
    expect(kip320).toUphold(weakIsr, { brokers: 4, logSize: 3, records: 3, search: { seed: 1, runs: 20 } });
  });
  test.prop([commandSequences(kip320, { properties: { strongIsr } })], {
    seed: 1,
    numRuns: 20,
    plugins: [coverage(kip320, { report: () => {} })],
  })('the same, as a property of fast-check', upholds);

  test('what fails shrinks to a shortest trace, and { seed, path } is all that a replay takes', () => {
    const property = fc.property(commandSequences(kip279, { properties: { strongIsr } }), upholds);
    const { counterexample, counterexamplePath, seed } = fc.check(property, { seed: 1 });
    expect(counterexample?.[0]).toMatchObject({ length: 10, certificate: { kind: 'shortest' } });

    const again = fc.check(property, { seed, path: counterexamplePath! });
    expect(again.counterexample?.[0].steps).toEqual(counterexample?.[0].steps);
  });
  test('what was printed once is an example for ever', () => {
    const sequences = commandSequences(kip279, { properties: { strongIsr } });
    const [found] = fc.check(fc.property(sequences, upholds), { seed: 1 }).counterexample!;
    const trace = sequenceFrom(kip279, String(found), { properties: { strongIsr } });
    const { failed, numRuns } = fc.check(fc.property(sequences, upholds), { examples: [[trace]] });
    expect({ failed, numRuns }).toEqual({ failed: true, numRuns: 1 });
  });
  test('failures are saved under .tidemark/, and taken again before anything else is tried', () => {
    const sequences = commandSequences(kip320, { properties: { strongIsr } });
    fc.assert(fc.property(sequences, upholds), withSavedTraces(sequences, { seed: 1, numRuns: 5 }));
  });
  test("fast-check's own commands, for those who know them", () => {
    const { commands, setup } = commandsFor(kip320, { properties: { strongIsr } });
    const some = fc.commands(commands, { size: 'max', maxCommands: 100 });
    fc.assert(
      fc.property(some, (list) => fc.modelRun(setup, list)),
      { seed: 1 },
    );
  });
});
