import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { check } from '#checker/breadth-first';
import { always, sometimes } from '#checker/dsl';
import { judge } from '#cli/expectation';
import type { Done } from '#cli/render';
import { NO_RECORD, printTable } from '#cli/table-record';
import type { TableRun } from '#cli/table-runs';
import { tableText } from '#cli/tables-text';
import type { Table } from '#scenarios/table';
import { counting, countTo } from '../support/count-to.js';

const properties = {
  'stays-very-small': always(counting, ({ n }) => n < 2),
  'is-never-ten': always(counting, { given: ({ n }) => n === 10, holds: () => false }),
  'some-number-is-ten': sometimes(counting, ({ n }) => n === 10),
};
function row(named: readonly (keyof typeof properties)[], maxDepth?: number): Done {
  const chosen = Object.fromEntries(named.map((name) => [name, properties[name]]));
  const job = { protocol: 'counter', properties: named, bounds: boundsFor(countTo.bounds), limits: {} };
  const report = check(countTo, chosen, {}, { maxDepth });
  const selected = { job, protocol: countTo, properties: chosen, recorded: undefined };
  return { selected, report, judgement: judge(report, undefined), seconds: 1 };
}
const SAYS = 'as far as it can be counted with these fingers';
const table: Table = {
  title: 'How far it counts',
  heads: ['how', 'what it counts'],
  properties: Object.keys(properties),
  rows: [
    { is: ['on', SAYS], protocol: 'counter' },
    { is: ['off', 'nothing'], protocol: 'counter' },
  ],
};
const run: TableRun = {
  entry: { name: 'counts', file: 't.ts', doc: '', load: () => Promise.resolve({}) },
  table,
  record: NO_RECORD,
  rows: [row(['stays-very-small', 'is-never-ten', 'some-number-is-ten']), row(['is-never-ten'], 1)],
};
const shown = (width?: number): string[] =>
  stripVTControlCharacters(tableText(run, false, width))
    .split('\n')
    .slice(2, -1);

describe('a table on a terminal', () => {
  it('is as wide as it needs where there is none, or where one is wide', () => {
    for (const width of [undefined, 140, 1000])
      expect(shown(width)).toEqual([
        `how  what it counts${' '.repeat(34)}stays-very-small  is-never-ten     some-number-is-ten    states`,
        `on   ${SAYS}  violated 2        holds vacuously  never seen                 4`,
        `off  nothing${' '.repeat(41)}—                 unfinished       —                   2 so far`,
      ]);
  });
  it('breaks titles, and wraps what rows say of themselves, to fit a narrow one', () => {
    const narrow = shown(90);
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(90);
    expect(narrow).toEqual([
      `how  what it counts${' '.repeat(22)}stays-      is-never-ten     some-         states`,
      `${' '.repeat(41)}very-small                   number-is-`,
      `${' '.repeat(58 + 12)}ten`,
      `on   as far as it can be counted with    violated 2  holds vacuously  never seen         4`,
      `     these fingers`,
      `off  nothing${' '.repeat(29)}—           unfinished       —           2 so far`,
    ]);
    expect(shown(10)).toEqual(shown(40));
  });
  it('is a block for each row where no grid fits', () => {
    expect(shown(40)).toEqual([
      `how on, what it counts ${SAYS}`,
      '  stays-very-small    violated 2',
      '  is-never-ten        holds vacuously',
      '  some-number-is-ten  never seen',
      '  states              4',
      'how off, what it counts nothing',
      '  stays-very-small    —',
      '  is-never-ten        unfinished',
      '  some-number-is-ten  —',
      '  states              2 so far',
    ]);
  });
  it('says in its file the same as where there is none', () => {
    const lines = printTable('counts', table, run.rows).split('\n');
    expect(lines.slice(0, 3)).toEqual(['# How far it counts', '#', expect.stringContaining('tables counts')]);
    expect(lines.slice(5, 8)).toEqual(shown());
  });
});
