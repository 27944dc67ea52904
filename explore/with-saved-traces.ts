import type { Parameters, Plugin } from 'fast-check';
import type { BoundDeclarations } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import type { RecordOf } from '#checker/schema';
import { CommandSequence, PropertyViolated } from './command-sequence.js';
import { minimise } from './minimise.js';
import { firstStillViolated, saveTrace } from './saved-traces.js';
import { assertedIn, searchFor, type Asked } from './search-for.js';

/**
 * Parameters for `fc.assert` that remember failures. What failed before, and was saved, is taken again first, before
 * fast-check starts, so that a seed and a path mean what they would without it; where a `path` is given, nothing is. What
 * fails is saved, minimal, under `.tidemark/`.
 *
 * ```ts
 * fc.assert(fc.property(commandSequences(kip320), upholds), withSavedTraces(kip320, {}, { numRuns: 1000 }));
 * ```
 *
 * A saved trace is taken again where this is called: call it in a test, and not among the arguments of `test.prop`,
 * which are evaluated before any test is.
 *
 * @param options As for the command sequences.
 * @throws PropertyViolated where a saved trace still violates a property.
 */
export function withSavedTraces<Ts, S extends RecordOf<any>, B extends BoundDeclarations>(
  protocol: Protocol<S, B>,
  { bounds, properties, folder }: Asked<S, B> & { readonly folder?: string } = {},
  parameters: Parameters<Ts> = {},
): Parameters<Ts> {
  const search = searchFor(protocol, { bounds, properties });
  if (!parameters.path) {
    const still = firstStillViolated(search, assertedIn(search), folder);
    if (still)
      throw new PropertyViolated(new CommandSequence(search, still.steps, still.property), still.path);
  }
  const save: Plugin<Ts> = () => ({
    onAllRunsComplete: ({ counterexample }) => {
      for (const one of (counterexample ?? []) as readonly unknown[])
        if (one instanceof CommandSequence && one.violated !== undefined) {
          const property = one.violated;
          // It was not shrunk if that was not wanted.
          const minimal = one.certificate ? one : minimise({ ...one.search, property }, one.steps);
          saveTrace(
            { search: one.search, property, steps: minimal.steps, certificate: minimal.certificate },
            folder,
          );
        }
    },
  });
  return { ...parameters, plugins: [...(parameters.plugins ?? []), save] };
}
