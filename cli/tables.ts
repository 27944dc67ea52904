import { plural } from '#checker/words';
import { closing, remedyOfSide } from './closing.js';
import { InputError, worst, type ExitCode } from './errors.js';
import { explainFailures, failureJson, type Failed } from './failure.js';
import type { ShowOptions } from './options.js';
import type { Context } from './registry.js';
import { checkStories } from './rewrite.js';
import { isDone, isFailed, sayTiming, searchAll } from './searches.js';
import { unique } from './select.js';
import { NO_RECORD, readRecord } from './table-record.js';
import { rewriteTable } from './table-rewrite.js';
import {
  codeOf,
  fileDifferences,
  judged,
  loadTables,
  namesIn,
  selectRows,
  tableNamed,
  type TableRun,
} from './table-runs.js';
import { nextAfterTables } from './tables-next.js';
import { nextLine } from './next-line.js';
import { tablesJson } from './tables-json.js';
import { tableText } from './tables-text.js';

/** Searches the rows of tables, of all if none is named, and says whether they are as recorded. @throws InputError */
export async function tables(
  names: readonly string[],
  options: ShowOptions,
  context: Context,
): Promise<ExitCode> {
  const { root, registry } = context;
  const all = await loadTables(registry);
  if (all.length === 0)
    throw new InputError('There is no table: scenarios/tables/ has none.', { next: 'list' });
  const chosen = names.length === 0 ? all : [...new Set(unique(names).map((name) => tableNamed(all, name)))];
  const selected = await Promise.all(
    chosen.map(async (one) => {
      const record = options.rewrite ? NO_RECORD : readRecord(root, one.entry.name, one.table);
      return { ...one, record, rows: await selectRows(one, record, registry) };
    }),
  );
  const searches = selected.flatMap(({ rows }) => rows);
  if (options.rewrite) for (const row of searches) checkStories(row, root);

  const { jobs, time, memory } = options;
  const { results, seconds } = await searchAll(
    searches,
    ({ recorded }) => recorded?.distinctStates ?? 0,
    { jobs, time, memory, threads: 1 },
    context,
  );
  const found = new Map(searches.map((row, i) => [row, results[i]!]));
  const runs = selected.flatMap((one): TableRun[] => {
    const rows = one.rows.map((row) => found.get(row)!).filter(isDone);
    return rows.length === one.rows.length ? [judged({ ...one, rows })] : [];
  });
  const code = report(runs, results.filter(isFailed), names.length > 0, options, context);
  sayTiming(results.filter(isDone), seconds, ` with ${plural(Math.min(jobs, searches.length), 'worker')}`);
  return code;
}

function report(
  runs: readonly TableRun[],
  failed: readonly Failed[],
  isNamed: boolean,
  options: ShowOptions,
  context: Context,
): ExitCode {
  const { stdout, stderr } = process;
  if (options.json) {
    const [first] = failed;
    const document = first ? failureJson(first, context) : tablesJson(runs);
    stdout.write(`${JSON.stringify(document, null, 1)}\n`);
  } else {
    const width = stdout.isTTY ? stdout.columns : undefined;
    for (const run of runs) stdout.write(`${tableText(run, isNamed, width)}\n`);
  }
  if (failed.length > 0) return explainFailures(failed, context);
  const say = (text: string): void => void (options.json ? stderr : stdout).write(`${text}\n`);
  const rewritten = options.rewrite ? runs.map((run) => rewriteTable(run, context)) : [];
  for (const line of rewritten.flatMap(({ remarks }) => remarks)) say(line);
  const final = options.rewrite ? rewritten.map(({ run }) => run) : runs;
  const code = worst(final.map(codeOf));
  for (const line of final.flatMap(fileDifferences)) say(line);
  for (const line of closing(
    final.flatMap(({ rows }) => rows),
    code,
    remedyOfSide,
    namesIn(final),
  ))
    say(line);
  say(nextLine(nextAfterTables(final, code, options, context), context));
  return code;
}
