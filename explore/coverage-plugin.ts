import type { Plugin } from 'fast-check';
import type { Protocol } from '#checker/protocol';
import { CommandSequence } from './command-sequence.js';
import { Coverage } from './coverage.js';
import { coverageLines } from './describe.js';

/** Nothing was found, and not all there is was tried: an action was never taken, or a witness never seen. */
export class Inconclusive extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Inconclusive';
  }
}

/**
 * A plugin of fast-check that adds up what command sequences of a protocol have come by. Where nothing failed and an
 * action was never taken, or a `sometimes` property never seen, the assertion fails: a campaign that missed a whole action
 * says nothing. Where `path` or `examples` drive the runs, it keeps out.
 *
 * @param options.report Takes what the campaign came by, a line each; by default they are written to the console.
 */
export const coverage =
  (
    protocol: Protocol,
    { report = (lines: readonly string[]) => console.log(lines.join('\n')) } = {},
  ): Plugin<any> =>
  () => {
    let covered: Coverage | undefined;
    return {
      decorateRun: (nested) => (value) => {
        for (const one of value as readonly unknown[])
          if (one instanceof CommandSequence && one.search.protocol === protocol && one.run) {
            covered ??= new Coverage(protocol, one.search.properties);
            covered.add(one.run);
          }
        return nested(value);
      },
      onAllRunsComplete: ({ failed, runConfiguration: { path, examples } }) => {
        if (failed || path || (examples?.length ?? 0) > 0) return;
        if (covered === undefined)
          throw new Inconclusive(
            'No command sequence of this protocol was generated, as a value of the property itself.',
          );
        const summary = covered.report();
        report(coverageLines(summary));
        if (summary.missing.length > 0)
          throw new Inconclusive(
            `Nothing was found, but never happened: ${summary.missing.join(', ')}. Raise numRuns or the effort, or widen the bounds.`,
          );
      },
    };
  };
