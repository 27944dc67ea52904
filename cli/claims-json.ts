import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isShown } from '#scenarios/claim';
import { rowsOf, type ClaimRow, type ClaimVisit } from './claim-visit.js';
import { EXIT } from './errors.js';
import { boundsJson } from './json.js';
import type { Context } from './registry.js';
import { fileOf } from './rewrite.js';

/** What `claims --json` writes: of a claim that cannot be shown yet, no row, and why. `steps` is null without a witness. */
export const claimsJson = (visits: readonly ClaimVisit[], { root }: Context) => ({
  claims: visits.map((visit) => {
    const { id, text } = visit.claim;
    const rows = rowsOf(visit).map((row) => rowJson(row, root));
    return isShown(visit.claim) ? { id, text, rows } : { id, text, notYet: visit.claim.notYet, rows };
  }),
});
function rowJson({ side, done: { selected, report, seconds }, property, code }: ClaimRow, root: string) {
  const { outcome } = property;
  const file = fileOf(selected, property.name);
  return {
    side: side.side,
    scenario: selected.job.protocol,
    property: property.name,
    bounds: boundsJson(report.bounds),
    limits: selected.protocol.limits ?? {},
    verdict: outcome.verdict,
    steps: 'trace' in outcome ? outcome.trace.length : null,
    distinctStates: report.distinctStates,
    complete: report.complete,
    seconds: Number(seconds.toFixed(3)),
    trace: outcome.verdict === 'violated' && existsSync(join(root, file)) ? file : null,
    asExpected: code === EXIT.asExpected,
  };
}
