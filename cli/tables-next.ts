import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EXIT, type ExitCode } from './errors.js';
import { furtherSides } from './further.js';
import { searchAgain } from './again.js';
import type { ShowOptions } from './options.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import { fileOf } from './rewrite.js';
import { codeOf, type TableRun } from './table-runs.js';

/** The arguments of `tidemark` that are of most use after tables were run. */
export function nextAfterTables(
  runs: readonly TableRun[],
  code: ExitCode,
  options: ShowOptions,
  { root }: Context,
): string {
  const alike = runs.filter((run) => codeOf(run) === code);
  const again = `tables ${alike.map(({ entry }) => entry.name).join(' ')}`;
  const rows = alike.flatMap((run) => run.rows);
  if (code === EXIT.unsettled)
    return `${again}${options.rewrite ? ' --rewrite' : ''}${furtherSides(rows, options)}`;
  if (code !== EXIT.asExpected) {
    const other = rows.find(({ judgement }) => judgement.code === code);
    return other ? searchAgain(other.selected.job) : `${again} --rewrite`;
  }
  const traces = rows.flatMap(({ selected, report }) =>
    report.properties.flatMap(({ name, outcome }) =>
      outcome.verdict === 'violated' ? [join(root, fileOf(selected, name))] : [],
    ),
  );
  const trace = traces.find((path) => existsSync(path));
  return trace === undefined ? 'list' : `replay ${quoted(relative(process.cwd(), trace))}`;
}
