import { stripVTControlCharacters } from 'node:util';
import colours from 'picocolors';
import { fittedWidths } from './fitted.js';
import { columns } from './columns.js';
import { alignOf, gridOf, searchLines } from './table-record.js';
import type { TableRun } from './table-runs.js';

/** A table as it is shown. @param width Of the terminal, if it is one. @param isWhole Whether its searches are named too. */
export const tableText = (run: TableRun, isWhole: boolean, width?: number): string =>
  [
    colours.bold(run.table.title),
    ...(run.table.notes ?? []),
    '',
    grid(run, width),
    ...(isWhole ? searchLines(run.table, run.rows) : []),
    '',
  ].join('\n');

const widthOf = (text: string): number =>
  Math.max(
    ...stripVTControlCharacters(text)
      .split('\n')
      .map((line) => line.length),
  );

/** Where that is too wide, titles are broken, and the widest of the columns that say what a row is is wrapped. */
function grid({ table, rows }: TableRun, width: number | undefined): string {
  const [head, ...body] = gridOf(table, rows) as [string[], ...string[][]];
  const heads = table.heads.length;
  const align = alignOf(table);
  const painted = body.map((row) => row.map((cell, column) => (column < heads ? cell : paintedCell(cell))));
  const natural = columns([head.map(colours.dim), ...painted], align);
  if (width === undefined || widthOf(natural) <= width) return natural;
  const widest = head.map((_, column) => Math.max(...body.map((row) => row[column]!.length)));
  const titles = head.map((title, column) => broken(title, widest[column]!));
  const says = widest.slice(0, heads);
  const measured = [titles.map((title) => ' '.repeat(widthOf(title))), ...body];
  const flexible = says.indexOf(Math.max(...says));
  const fitted = columns(
    [titles.map(colours.dim), ...painted],
    align,
    fittedWidths(measured, flexible, width),
  );
  return widthOf(fitted) <= width ? fitted : blocks(head, painted, heads);
}
/** Where no grid fits: a block for each row, with a line for each of its cells. */
const blocks = (head: readonly string[], rows: readonly (readonly string[])[], heads: number): string =>
  rows
    .map((row) =>
      [
        row
          .slice(0, heads)
          .map((cell, column) => `${colours.dim(head[column]!)} ${cell}`)
          .join(', '),
        columns(row.slice(heads).map((cell, i) => [`  ${head[heads + i]!}`, cell])),
      ].join('\n'),
    )
    .join('\n');
/** A title on several lines, between the parts of its words: as few as fit into so many columns, if any do. */
function broken(title: string, most: number): string {
  const lines: string[] = [''];
  for (const part of title.match(/[^-. ]+[-. ]*/g) ?? [])
    if (lines.at(-1)!.length + part.trimEnd().length <= most) lines[lines.length - 1] += part;
    else lines.push(part);
  return lines
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
function paintedCell(cell: string): string {
  if (cell.startsWith('violated') || cell === 'never seen') return colours.red(cell);
  if (/^(?:holds|seen)\b/.test(cell) && !cell.endsWith('vacuously')) return colours.green(cell);
  return /^(?:holds|unfinished)/.test(cell) ? colours.yellow(cell) : cell;
}
