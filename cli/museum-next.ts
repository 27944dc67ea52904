import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EXIT, type ExitCode } from './errors.js';
import { furtherSides } from './further.js';
import { judgeAgain } from './again.js';
import type { ShowOptions } from './options.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import { fileOf } from './rewrite.js';
import { codeOf, sidesOf, type Visit } from './visit.js';

/**
 * The arguments of `tidemark` that are of most use after exhibits were run.
 *
 * @param isTold Whether their stories were told.
 */
export function nextAfterVisit(
  visits: readonly Visit[],
  code: ExitCode,
  isTold: boolean,
  options: ShowOptions,
  { root }: Context,
): string {
  const alike = visits.filter((one) => codeOf(one) === code);
  if (code === EXIT.unsettled)
    return `museum ${alike.map(({ exhibit }) => exhibit.id).join(' ')}${furtherSides(alike.flatMap(sidesOf), options)}`;
  const visit = alike[0]!;
  const { id, property } = visit.exhibit;
  if (!isTold) return `museum ${id}`;
  if (code !== EXIT.asExpected || !visit.flaw) {
    const side = sidesOf(visit).find(({ judgement }) => judgement.code === code);
    return judgeAgain(side!.selected.job, property);
  }
  const path = join(root, fileOf(visit.flaw.selected, property));
  return existsSync(path) ? `replay ${quoted(relative(process.cwd(), path))}` : `museum ${id} --rewrite`;
}
