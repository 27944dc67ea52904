import { describe, expect, it } from 'vitest';
import { table, type Table } from '#scenarios/table';

const parts: Table = {
  title: 'How logs part',
  heads: ['epochs', 'records'],
  properties: ['strong-isr'],
  rows: [
    { is: ['of one leader', '2'], protocol: 'kip-101' },
    { is: ['all', '2'], protocol: 'kip-320' },
  ],
};

describe('a table', () => {
  it('is its parts', () => {
    expect(table(parts)).toBe(parts);
  });
  it.each(['heads', 'rows', 'properties'])('has %s', (part) => {
    expect(() => table({ ...parts, [part]: [] })).toThrow(
      new Error('table: without heads, rows and properties there is nothing to show.'),
    );
  });
  it('has rows that fit its heads, and can be told apart', () => {
    const rows = (...is: readonly (readonly string[])[]): Table => ({
      ...parts,
      rows: is.map((one) => ({ is: one, protocol: 'kip-320' })),
    });
    expect(() => table(rows(['all', '2'], ['all']))).toThrow(
      'table: row 2 says 1 things, and there are 2 heads.',
    );
    expect(() => table(rows(['all', '2'], ['none', '2'], ['all', '2']))).toThrow(
      'table: rows 1 and 3 say the same of themselves.',
    );
  });
  it('can be read from its text', () => {
    for (const title of ['', 'How  logs', 'How\nlogs', ' logs'])
      expect(() => table({ ...parts, title })).toThrow(
        `table: "${title}" is to be words on one line, with one space between them.`,
      );
    expect(() => table({ ...parts, heads: ['epochs', 'a  b'] })).toThrow('table: "a  b" is to be words');
  });
});
