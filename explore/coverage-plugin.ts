import type { Plugin } from 'fast-check';
import type { Protocol } from '#checker/protocol';
import { Coverage } from './coverage.js';
import { coverageLines, missingText } from './describe.js';
import { sequencesIn } from './sequences-in.js';

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
    const covered = new Coverage();
    return {
      decorateRun: (nested) => (value) => {
        for (const { search, run } of sequencesIn(value))
          if (search.protocol === protocol && run) covered.add(run, search.properties);
        return nested(value);
      },
      onAllRunsComplete: ({ failed, runConfiguration: { path, examples } }) => {
        if (failed || path || (examples?.length ?? 0) > 0) return;
        const summary = covered.report();
        if (summary.runs === 0) throw new Inconclusive('No command sequence of this protocol was generated.');
        report(coverageLines(summary));
        if (summary.missing.length > 0)
          throw new Inconclusive(`${missingText(summary)} Raise numRuns or the effort, or widen the bounds.`);
      },
    };
  };
