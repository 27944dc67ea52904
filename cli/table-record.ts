import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '#checker/outcome';
import { grouped } from '#checker/words';
import type { Row, Table } from '#scenarios/table';
import { InputError } from './errors.js';
import { searchAgain } from './again.js';
import { columns } from './columns.js';
import type { Done } from './render.js';
import { fileOf } from './rewrite.js';
import { whyUnreadable } from './traces.js';
import { recordOf, verdictIn, verdictText, type RecordedRun } from './verdicts.js';

/** What the file of a table records of one row. */
export type RecordedRow = Pick<RecordedRun, 'distinctStates' | 'properties' | 'unsettled'>;
export interface TableRecord {
  /** By what tells the row from the others. */
  readonly rows: ReadonlyMap<string, RecordedRow>;
  /** What is missing, a line each. */
  readonly differences: readonly string[];
  readonly text: string;
}

/** Where nothing is recorded yet. */
export const NO_RECORD: TableRecord = { rows: new Map(), differences: [], text: '' };

/** Where what is known of a table lies. */
export const tableFile = (name: string): string => join('traces', `${name}.txt`);
export const labelOf = ({ is }: Pick<Row, 'is'>): string => is.join(', ');

const UNSETTLED = 'unfinished';
/** Of a property that speaks of other variables than the protocol has. */
const NOTHING = '—';
const headOf = ({ heads, properties }: Table): string[] => [...heads, ...properties, 'states'];

/** Verdicts to the left, and how many states there are to the right. */
export const alignOf = (table: Table): ('left' | 'right')[] =>
  headOf(table).map((_, column, all) => (column < all.length - 1 ? 'left' : 'right'));

/** A grid of what was found: what the columns are, and a row for each search. */
export const gridOf = (table: Table, rows: readonly Done[]): string[][] => [
  headOf(table),
  ...table.rows.map(({ is }, i) => {
    const { report } = rows[i]!;
    const { properties } = recordOf('', report);
    return [
      ...is,
      ...table.properties.map((name) => cellOf(name, properties, report)),
      `${grouped(report.distinctStates)}${report.complete ? '' : ' so far'}`,
    ];
  }),
];
function cellOf(name: string, found: RecordedRun['properties'], { properties }: Report): string {
  const verdict = found.get(name);
  if (verdict) return verdictText(verdict);
  return properties.some((one) => one.name === name) ? UNSETTLED : NOTHING;
}

/** What was searched for each row, and where the trace of each violation lies. */
export const searchLines = (table: Table, rows: readonly Done[]): string[] =>
  table.rows.flatMap((row, i) => {
    const { selected, report } = rows[i]!;
    return [
      '',
      labelOf(row),
      `  npx tidemark ${searchAgain(selected.job)} --property ${selected.job.properties.join(',')}`,
      ...report.properties.flatMap(({ name, outcome }) =>
        outcome.verdict === 'violated' ? [`  ${fileOf(selected, name)}`] : [],
      ),
    ];
  });

/** What the file of a table holds. */
export const printTable = (name: string, table: Table, rows: readonly Done[]): string =>
  [
    `# ${table.title}`,
    '#',
    `# \`npx tidemark tables ${name}\` finds it out anew and compares; with --rewrite it writes this file. Steps are those of a`,
    '# shortest witness, and below the grid there is each search, with the trace of each violation.',
    ...(table.notes ? ['#', ...table.notes.map((line) => `# ${line}`)] : []),
    '',
    columns(gridOf(table, rows), alignOf(table)),
    ...searchLines(table, rows),
    '',
  ].join('\n');

/** What the file of a table records. @throws InputError where it cannot be read, or a cell is none. */
export function readRecord(root: string, name: string, table: Table): TableRecord {
  const file = tableFile(name);
  const without = (difference: string): TableRecord => ({
    ...NO_RECORD,
    differences: [`${difference}: --rewrite writes it.`],
  });
  if (!existsSync(join(root, file))) return without(`${file} is not there`);
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch (error) {
    throw new InputError(whyUnreadable(error), { file });
  }
  const lines = text.split(/\r?\n/).map((line) => line.split(/ {2,}/));
  const head = lines.findIndex((cells) => cells.join() === headOf(table).join());
  if (head < 0) return without(`${file} has other columns than the table`);
  const rows = new Map<string, RecordedRow>();
  for (let i = head + 1; i < lines.length && lines[i]!.length > 1; i++) {
    const cells = lines[i]!;
    rows.set(labelOf({ is: cells.slice(0, table.heads.length) }), rowIn(cells, table, file, i + 1));
  }
  const missing = table.rows.map(labelOf).filter((label) => !rows.has(label));
  return {
    rows,
    differences: missing.map((label) => `${file} has no row ${label}: --rewrite writes it.`),
    text,
  };
}
function rowIn(
  cells: readonly string[],
  { heads, properties }: Table,
  file: string,
  line: number,
): RecordedRow {
  const refuse = (message: string): never => {
    throw new InputError(`${message} Mend the line, or take the file back from git.`, { file, line });
  };
  if (cells.length !== heads.length + properties.length + 1)
    refuse('it has not as many cells as there are columns.');
  const found = properties.map((name, i) => [name, cells[heads.length + i]!] as const);
  const distinctStates = Number(cells.at(-1)!.replaceAll(',', ''));
  if (!Number.isInteger(distinctStates)) refuse(`"${cells.at(-1)}" is no number of states.`);
  return {
    distinctStates,
    properties: new Map(
      found.flatMap(([name, cell]) =>
        cell === NOTHING || cell === UNSETTLED
          ? []
          : [[name, verdictIn(cell) ?? refuse(`"${cell}" is no verdict.`)] as const],
      ),
    ),
    unsettled: found.flatMap(([name, cell]) => (cell === UNSETTLED ? [name] : [])),
  };
}
