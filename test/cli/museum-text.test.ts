import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { check } from '#checker/breadth-first';
import { always } from '#checker/dsl';
import { judge } from '#cli/expectation';
import { museumTable, narration } from '#cli/museum-text';
import type { Done } from '#cli/render';
import type { Visit } from '#cli/visit';
import { counting, countTo } from '../support/count-to.js';

function side(most: number): Done {
  const properties = { small: always(counting, ({ n }) => n < most) };
  const job = { protocol: 'counter', properties: ['small'], bounds: boundsFor(countTo.bounds), limits: {} };
  const report = check(countTo, properties);
  const selected = { job, protocol: countTo, properties, recorded: undefined };
  return { selected, report, judgement: judge(report, undefined), seconds: 1 };
}
const visit = (id: string, title: string, doc = ''): Visit => ({
  entry: { name: 't', fixed: 't-fixed', file: 't.ts', doc, load: () => Promise.resolve({}) },
  exhibit: {
    id,
    title,
    source: '',
    property: 'small',
    flaw: { is: '', protocol: countTo, steps: 2 },
    fix: { is: '', protocol: countTo, states: 4 },
  },
  flaw: side(2),
  fix: side(9),
});
const TITLE = 'A number becomes larger than anybody had asked it to become';
const table = (width?: number): string[] =>
  stripVTControlCharacters(museumTable([visit('T01', TITLE), visit('T02', 'Another')], width)).split('\n');

describe('the table of the museum', () => {
  it('is as wide as it needs where there is no terminal, or where one is wide', () => {
    for (const width of [undefined, 130, 1000])
      expect(table(width)).toEqual([
        `exhibit  what goes wrong${' '.repeat(46)}property  flaw                 fix              as expected`,
        `T01      ${TITLE}  small     violated in 2 steps  holds, 4 states  no`,
        `T02      Another${' '.repeat(54)}small     violated in 2 steps  holds, 4 states  no`,
      ]);
  });
  it('wraps titles between words to fit a terminal', () => {
    const narrow = table(100);
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(narrow.slice(1)).toEqual([
      'T01      A number becomes larger than    small     violated in 2 steps  holds, 4 states  no',
      '         anybody had asked it to become',
      'T02      Another                         small     violated in 2 steps  holds, 4 states  no',
    ]);
  });
  it('leaves titles so much room that they can be read', () => {
    expect(table(10)).toEqual(table(40));
    expect(table(10).some((line) => line.includes('A number becomes'))).toBe(true);
  });
});

describe('the story of an exhibit', () => {
  const DOC = `${'It becomes larger and larger, and '.repeat(4)}\nthen it is large.`;
  const story = (width?: number): string[] => {
    const registry = { protocols: [], properties: [], exhibits: [], claims: [], tables: [] };
    return stripVTControlCharacters(narration(visit('T01', 'A number', DOC), width, registry)).split('\n');
  };
  it('is as it is written where there is no terminal, and fits one that is narrow', () => {
    expect(story().join('\n')).toContain(`\n${DOC}\n`);
    const told = story(50).slice(0, story(50).indexOf('The flaw: '));
    expect(Math.max(...told.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(told.join(' ')).toContain('It becomes larger and larger, and It becomes larger and');
  });
});
