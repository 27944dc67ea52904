import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as exported from 'tidemark/fast-check';
import { kip320 } from 'tidemark/kafka';

it('tidemark/fast-check exports what goes with fast-check, and no more', () => {
  expect(Object.keys(exported).sort()).toEqual([
    'CommandSequence',
    'Inconclusive',
    'PropertyViolated',
    'commandSequences',
    'commandsFor',
    'coverage',
    'sequenceFrom',
    'upholds',
    'withSavedTraces',
  ]);
});
it('what is generated is a CommandSequence of the package that the caller has', () => {
  const arbitrary = exported.commandSequences(kip320, { effort: { steps: 100 } });
  expect(arbitrary).toBeInstanceOf(fc.Arbitrary);
  expect(fc.sample(arbitrary, { seed: 1, numRuns: 1 })[0]).toBeInstanceOf(exported.CommandSequence);
});
it('what is registered is asserted where nothing is named, and lookouts are kept for what is to be seen', () => {
  const [{ search }] = fc.sample(exported.commandSequences(kip320, { effort: { steps: 100 } }), 1) as [
    exported.CommandSequence,
  ];
  const kinds = Object.entries(search.properties).map(([name, { kind }]) => [name.startsWith('some-'), kind]);
  expect(Object.keys(search.properties)).toContain('weak-isr');
  for (const [isLookout, kind] of kinds) expect(kind === 'sometimes').toBe(isLookout);
});
