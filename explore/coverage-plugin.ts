import type { Plugin } from 'fast-check';
import type { Protocol } from '#checker/protocol';
import type { Search } from '#checker/search';
import { Coverage } from './coverage.js';
import { coverageLines, impossibleLines, missingText } from './describe.js';
import { adviceOn, isToBeSearched, searchAllForMissing, settled } from './possible.js';
import { sequencesIn } from './sequences-in.js';

/** A search of so many states keeps a test under the five seconds that vitest gives it. */
const STATES = 300_000;

/** Nothing was found, and not all there is was tried: an action was never taken, or a witness never seen. */
export class Inconclusive extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Inconclusive';
  }
}

/**
 * A plugin of fast-check that adds up what command sequences of a protocol have come by. A campaign that missed a whole action
 * says nothing: where nothing failed, and an action was never taken, or a `sometimes` property never seen, the assertion
 * fails, unless a search of all states within the bounds of these sequences shows that it cannot be. It fails as well where an
 * asserted property was never put to the test, be that possible or not. Where `path` or `examples` drive the runs, it keeps
 * out.
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
    const searches = new Set<Search>();
    return {
      decorateRun: (nested) => (value) => {
        for (const { search, run } of sequencesIn(value))
          if (search.protocol === protocol && run) {
            searches.add(search);
            covered.add(run, search.properties);
          }
        return nested(value);
      },
      onAllRunsComplete: ({ failed, runConfiguration: { path, examples } }) => {
        if (failed || path || (examples?.length ?? 0) > 0) return;
        const summary = covered.report();
        if (summary.runs === 0) throw new Inconclusive('No command sequence of this protocol was generated.');
        const verdict = summary.missing.length > 0 ? 'inconclusive' : 'nothingFound';
        const known = isToBeSearched({ verdict }, summary)
          ? searchAllForMissing(searches, summary, { states: STATES })
          : undefined;
        report([...coverageLines(summary), ...impossibleLines(summary, known)]);
        if (settled({ verdict }, summary, known).verdict === 'nothingFound') return;
        const advice = adviceOn(summary, known, 'numRuns or the effort');
        throw new Inconclusive(`${missingText(summary, known)} ${advice}`);
      },
    };
  };
