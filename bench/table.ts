import { cpus } from 'node:os';
import { grouped } from '#checker/words';
import type { Measured } from './measure.js';

/** One search, in a process of its own. */
export interface Result extends Measured {
  /** The most memory that the process had. */
  readonly bytes: number;
}
export const machine = (): string => `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}`;

/** Rounds are interleaved, so that a busy minute of the machine falls on all rows alike; of each row the best counts. */
export function interleaved<Row, Found>(
  rows: readonly Row[],
  once: (row: Row) => Found,
  rounds: number,
): Map<Row, Found[]> {
  const found = new Map(rows.map((row) => [row, [] as Found[]]));
  for (let round = 0; round < rounds; round++) for (const [row, results] of found) results.push(once(row));
  return found;
}
export const best = <Found>(results: readonly Found[], of: (result: Found) => number): number =>
  Math.min(...results.map(of));

/** Lines of cells: the first of each to the left, the others to the right. */
export function inColumns(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  const padded = (cell: string, i: number): string =>
    i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!);
  return lines.map((cells) => cells.map(padded).join('  ').trimEnd()).join('\n');
}

export const SEARCH_TITLES = [
  'distinct',
  'transitions',
  'cpu s',
  'wall s',
  'M distinct/s cpu',
  'wall',
  'M transitions/s cpu',
  'wall',
  'peak MB',
  'bytes a state',
] as const;
/** What there is to say of a search that was done several times. */
export function searchCells(results: readonly Result[], withMemory = true): string[] {
  const { distinct, transitions } = results[0]!;
  const cpu = best(results, (one) => one.cpu);
  const wall = best(results, (one) => one.wall);
  const bytes = best(results, (one) => one.bytes);
  const rate = (count: number, seconds: number): string => (count / seconds / 1e6).toFixed(2);
  return [
    grouped(distinct),
    grouped(transitions),
    cpu.toFixed(2),
    wall.toFixed(2),
    rate(distinct, cpu),
    rate(distinct, wall),
    rate(transitions, cpu),
    rate(transitions, wall),
    ...(withMemory ? [(bytes / 1e6).toFixed(0), (bytes / distinct).toFixed(0)] : ['', '']),
  ];
}
