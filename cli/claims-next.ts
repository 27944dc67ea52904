import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isShown } from '#scenarios/claim';
import { codeOf, doneOf, rowsOf, type ClaimVisit } from './claim-visit.js';
import { mayRecord } from './dir.js';
import { EXIT, type ExitCode } from './errors.js';
import { furtherSides } from './further.js';
import { judgeAgain } from './again.js';
import type { ShowOptions } from './options.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import { fileOf } from './rewrite.js';

/**
 * The arguments of `tidemark` that are of most use after claims were run.
 *
 * @param isTold Whether they were told, each with its traces.
 */
export function nextAfterClaims(
  visits: readonly ClaimVisit[],
  code: ExitCode,
  isTold: boolean,
  options: ShowOptions,
  context: Context,
): string {
  const alike = visits.filter((one) => isShown(one.claim) && codeOf(one) === code);
  const [first] = alike;
  // Of what cannot be shown yet, all was said.
  if (first === undefined) return isTold ? 'claims' : 'list';
  if (code === EXIT.unsettled)
    return `claims ${alike.map(({ claim }) => claim.id).join(' ')}${furtherSides(alike.flatMap(doneOf), options)}`;
  const { id } = first.claim;
  if (!isTold) return `claims ${id}`;
  const row = rowsOf(first).find((one) =>
    code === EXIT.asExpected ? one.property.outcome.verdict === 'violated' : one.code === code,
  )!;
  const { selected } = row.done;
  if (code !== EXIT.asExpected) return judgeAgain(selected.job, row.property.name);
  const path = join(context.root, fileOf(selected, row.property.name));
  if (existsSync(path)) return `replay ${quoted(relative(process.cwd(), path))}`;
  return mayRecord(context) ? `claims ${id} --rewrite` : judgeAgain(selected.job, row.property.name);
}
