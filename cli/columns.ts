import Table from 'cli-table3';

const PLAIN = {
  chars: Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
      'middle',
    ].map((part) => [part, '']),
  ),
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
};
/**
 * Columns without lines between them.
 *
 * @param widths Of columns whose text is wrapped; the others are as wide as they need.
 */
export function columns(
  rows: readonly (readonly (string | number)[])[],
  align: readonly ('left' | 'right')[] = [],
  widths: readonly (number | null)[] = [],
): string {
  const table = new Table({ ...PLAIN, colAligns: [...align], colWidths: [...widths], wordWrap: true });
  table.push(...rows.map((row) => row.map(String)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
