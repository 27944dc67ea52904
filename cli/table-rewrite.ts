import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from './registry.js';
import { writeTraces } from './rewrite.js';
import { NO_RECORD, printTable, tableFile } from './table-record.js';
import type { TableRun } from './table-runs.js';

/** Records what was found, and writes the trace of each violation; nothing, where a row was not finished. */
export function rewriteTable(
  run: TableRun,
  context: Context,
): { readonly run: TableRun; readonly remarks: readonly string[] } {
  const { entry, table, rows } = run;
  if (!rows.every(({ report }) => report.complete))
    return { run, remarks: [`${entry.name} was not finished, and is not recorded.`] };
  const stale = rows.flatMap((row) => writeTraces(row, context));
  const file = tableFile(entry.name);
  const text = printTable(entry.name, table, rows);
  mkdirSync(dirname(join(context.root, file)), { recursive: true });
  writeFileSync(join(context.root, file), text);
  return {
    run: { ...run, record: { ...NO_RECORD, text } },
    remarks: [...stale, `${file} and its traces are written: read what \`git diff traces\` shows.`],
  };
}
