import type { Arbitrary, Parameters, Plugin } from 'fast-check';
import { CommandSequences } from './arbitrary.js';
import { CommandSequence, PropertyViolated } from './command-sequence.js';
import { minimise } from './minimise.js';
import { firstStillViolated, saveTrace } from './saved-traces.js';
import { assertedIn } from './search-for.js';
import { sequencesIn } from './sequences-in.js';

/**
 * Parameters for `fc.assert` that remember failures. What failed before, and was saved, is taken again first, before
 * fast-check starts, so that a seed and a path mean what they would without it; where a `path` is given, nothing is. What
 * fails is saved, minimal, under `.tidemark/`.
 *
 * ```ts
 * const sequences = commandSequences(protocol);
 * fc.assert(fc.property(sequences, upholds), withSavedTraces(sequences, { numRuns: 1000 }));
 * ```
 *
 * A saved trace is taken again where this is called: call it in a test, and not among the arguments of `test.prop`,
 * which are evaluated before any test is.
 *
 * @param sequences Made by `commandSequences`, and nothing made of it.
 * @param options.folder Where they are saved.
 * @throws PropertyViolated where a saved trace still violates a property.
 */
export function withSavedTraces<Ts>(
  sequences: Arbitrary<CommandSequence>,
  parameters: Parameters<Ts> = {},
  { folder }: { readonly folder?: string } = {},
): Parameters<Ts> {
  if (!(sequences instanceof CommandSequences))
    throw new Error('withSavedTraces takes what commandSequences has made.');
  const { search, states: budget } = sequences;
  if (!parameters.path) {
    const still = firstStillViolated(search, assertedIn(search), folder);
    if (still)
      throw new PropertyViolated(new CommandSequence(search, still.steps, still.property), still.path);
  }
  const save: Plugin<Ts> = () => ({
    onAllRunsComplete: ({ counterexample }) => {
      for (const one of sequencesIn(counterexample)) {
        const { violated: property } = one;
        if (property === undefined) continue;
        // It was not shrunk if that was not wanted.
        const minimal = one.certificate ? one : minimise({ ...one.search, property }, one.steps, { budget });
        const { steps, certificate } = minimal;
        saveTrace({ search: one.search, property, steps, certificate }, folder);
      }
    },
  });
  return { ...parameters, plugins: [...(parameters.plugins ?? []), save] };
}
