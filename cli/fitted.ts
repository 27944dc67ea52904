import { stripVTControlCharacters } from 'node:util';

/** The width of the terminal, if what is printed goes to one. */
export const terminalWidth = (): number | undefined =>
  process.stdout.isTTY ? process.stdout.columns : undefined;

/** What is wrapped is wrapped to no less than this. */
export const NARROWEST = 24;
/** Behind each column but the last there is a gap. */
export const GAP = 2;

/**
 * The widths of columns that hold these rows, each as wide as it needs.
 *
 * @param flexible The column that is wrapped, where there is a terminal.
 * @param width Of the terminal, if it is one.
 */
export function fittedWidths(
  rows: readonly (readonly string[])[],
  flexible: number,
  width: number | undefined,
): number[] {
  const widest = rows[0]!.map(
    (_, column) => GAP + Math.max(...rows.map((row) => stripVTControlCharacters(row[column]!).length)),
  );
  if (width === undefined) return widest;
  const rest = widest.reduce((sum, one, column) => (column === flexible ? sum : sum + one), 0);
  return widest.with(flexible, Math.min(widest[flexible]!, Math.max(NARROWEST, width + GAP - rest)));
}
