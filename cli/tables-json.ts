import { EXIT } from './errors.js';
import { runJson } from './json.js';
import { fileOf } from './rewrite.js';
import { codeOf, type TableRun } from './table-runs.js';

/** What `tables --json` writes: what a row is, and its run as `verify --json` writes it. */
export const tablesJson = (runs: readonly TableRun[]) => ({
  tables: runs.map((run) => ({
    name: run.entry.name,
    title: run.table.title,
    heads: run.table.heads,
    properties: run.table.properties,
    rows: run.rows.map(({ selected, report, seconds, judgement }, i) => ({
      is: run.table.rows[i]!.is,
      ...runJson(selected, report, seconds),
      traces: Object.fromEntries(
        report.properties.flatMap(({ name, outcome }) =>
          outcome.verdict === 'violated' ? [[name, fileOf(selected, name)]] : [],
        ),
      ),
      asExpected: judgement.code === EXIT.asExpected,
    })),
    asExpected: codeOf(run) === EXIT.asExpected,
  })),
});
