import { appliesTo } from '#checker/property';
import type { Row, Table } from '#scenarios/table';
import { named, type Kind } from './catalogue.js';
import { EXIT, InputError, worst, type ExitCode } from './errors.js';
import { judge } from './expectation.js';
import {
  loadProperty,
  loadProtocol,
  loadTable,
  propertyNamed,
  protocolNamed,
  type Entry,
  type Registry,
} from './registry.js';
import type { Done } from './render.js';
import { select, type Selected } from './select.js';
import { labelOf, printTable, tableFile, type TableRecord } from './table-record.js';
import { recordOf, type ExpectedRun } from './verdicts.js';

/** A table, and the file that it lies in. */
export interface Tabled {
  readonly entry: Entry;
  readonly table: Table;
}
/** A table whose rows were searched, and what is recorded of it. */
export interface TableRun extends Tabled {
  readonly record: TableRecord;
  readonly rows: readonly Done[];
}
const TABLES: Kind<Tabled> = {
  a: 'a',
  name: 'table',
  command: 'tables',
  idOf: ({ entry }) => entry.name,
  isPadded: false,
};

/** What is recorded of others than tables lies there too. */
const TAKEN: ReadonlySet<string> = new Set(['verdicts', 'claims']);

/** @throws InputError for a file that exports no table, or one whose record would lie where another lies. */
export function loadTables({ tables }: Registry): Promise<Tabled[]> {
  const taken = tables.find(({ name }) => TAKEN.has(name));
  if (taken)
    throw new InputError(`${tableFile(taken.name)} is of no table: give this one another name.`, {
      file: taken.file,
    });
  return Promise.all(tables.map(async (entry) => ({ entry, table: await loadTable(entry) })));
}
/** @throws InputError with what is near, if anything is. */
export const tableNamed = (all: readonly Tabled[], name: string): Tabled => named(all, name, TABLES);

/** The search of each row. @throws InputError, which names the file of the table. */
export async function selectRows(
  { entry, table }: Tabled,
  record: TableRecord,
  registry: Registry,
): Promise<readonly Selected[]> {
  let label = '';
  try {
    const rows: Selected[] = [];
    for (const row of table.rows) {
      label = labelOf(row);
      rows.push(await selectRow(row, table, record, registry));
    }
    return rows;
  } catch (error) {
    if (error instanceof InputError && error.file === undefined)
      throw new InputError(`${error.message} That is of its row ${label}.`, { file: entry.file });
    throw error;
  }
}
async function selectRow(row: Row, table: Table, record: TableRecord, registry: Registry): Promise<Selected> {
  const { schema, bounds } = await loadProtocol(protocolNamed(registry, row.protocol));
  const properties = await Promise.all(
    table.properties.map(async (name) => ({
      name,
      property: await loadProperty(propertyNamed(registry, name)),
    })),
  );
  const spoken = properties.filter(({ property }) => appliesTo(property, schema));
  if (spoken.length === 0)
    throw new InputError(`None of the properties speaks of the variables that ${row.protocol} has.`);
  const bound = table.free?.find((name) => !Object.hasOwn(bounds, name));
  if (bound !== undefined) throw new InputError(`${row.protocol} has no bound ${bound} that could be free.`);
  const limits = Object.entries(row.limits ?? {});
  const { runs } = await select(
    {
      protocol: [row.protocol],
      property: spoken.map(({ name }) => name),
      bounds: row.bounds ?? {},
      limit: limits.map(([action, most]) => `${action}=${most}`),
    },
    registry,
    [],
  );
  const selected = runs[0]!;
  const recorded = record.rows.get(labelOf(row));
  return { ...selected, recorded: recorded && expectedOf(selected, table, recorded) };
}
const expectedOf = (
  { job }: Selected,
  { free = [] }: Table,
  recorded: Omit<ExpectedRun, 'protocol' | 'bounds' | 'free'>,
): ExpectedRun => ({ ...recorded, protocol: job.protocol, bounds: job.bounds, free });

/** A search where nothing is recorded, or was recorded just now: what it found is to be expected. */
export function byItself(done: Done, table: Table): Done {
  const { selected, report } = done;
  const { properties, distinctStates } = recordOf(selected.job.protocol, report);
  const unsettled = report.properties.flatMap(({ name }) => (properties.has(name) ? [] : [name]));
  const expected = expectedOf(selected, table, { properties, distinctStates, unsettled });
  return { ...done, judgement: judge(report, expected) };
}
/** A table whose rows were searched, each compared with what is recorded. */
export const judged = (run: TableRun): TableRun => ({
  ...run,
  rows: run.rows.map((done) => (done.selected.recorded ? done : byItself(done, run.table))),
});

/** What there is to say of the file of a table, a line each: all of a row, if it differs, is said of the row. */
export function fileDifferences({ entry, table, record, rows }: TableRun): readonly string[] {
  const isSame = rows.every(({ report, judgement }) => report.complete && judgement.differences.length === 0);
  if (record.differences.length > 0 || !isSame || printTable(entry.name, table, rows) === record.text)
    return record.differences;
  return [`${tableFile(entry.name)} has what was found in other words: --rewrite writes it anew.`];
}
/** How what was found compares with what the file of a table says. */
export const codeOf = (run: TableRun): ExitCode =>
  worst([
    ...run.rows.map(({ judgement }) => judgement.code),
    fileDifferences(run).length > 0 ? EXIT.notAsExpected : EXIT.asExpected,
  ]);
/** What rows are called where there are others. */
export function namesIn(runs: readonly TableRun[]): (row: Done) => string {
  const names = new Map(
    runs.flatMap(({ entry, table, rows }) =>
      rows.map((row, i) => [row, `${entry.name}: ${labelOf(table.rows[i]!)}`]),
    ),
  );
  return (row) => names.get(row)!;
}
