import { EXIT } from './errors.js';
import type { Done } from './render.js';
import { codeOf, type Visit } from './visit.js';

/** What `museum --json` writes. The flaw is null where there is none, and `steps` without a witness. */
export const museumJson = (visits: readonly Visit[]) => ({
  exhibits: visits.map((visit) => ({
    id: visit.exhibit.id,
    title: visit.exhibit.title,
    flaw: visit.flaw ? sideJson(visit.flaw) : null,
    fix: sideJson(visit.fix),
    asExpected: codeOf(visit) === EXIT.asExpected,
  })),
});
function sideJson({ report, seconds }: Done) {
  const { outcome } = report.properties[0]!;
  return {
    verdict: outcome.verdict,
    steps: 'trace' in outcome ? outcome.trace.length : null,
    distinctStates: report.distinctStates,
    complete: report.complete,
    seconds,
  };
}
