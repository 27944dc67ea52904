import { describe, expect, it } from 'vitest';
import colours from 'picocolors';
import { filled, hanging, listed, prose } from '#cli/prose';

const lines = (...all: readonly string[]): string => all.join('\n');

describe('words', () => {
  const words = [
    'an',
    'unusually-long-word-that-fits-no-line',
    'is',
    'one',
    'of',
    'them',
    'all',
    'the',
    'same',
  ];
  it('are one line where there is no terminal', () => {
    expect(filled(words, undefined)).toBe(words.join(' '));
  });
  it('fill lines, and one that fits none has its own', () => {
    expect(filled(words, 24, '  ')).toBe(
      lines('an', '  unusually-long-word-that-fits-no-line', '  is one of them all the', '  same'),
    );
  });
  it('are as wide as they look', () => {
    const bold = createBold();
    expect(filled([bold('twelve chars'), bold('twelve more')], 24)).toBe(
      `${bold('twelve chars')} ${bold('twelve more')}`,
    );
  });
  it('of a line begin where it does, and those that do not fit are indented further', () => {
    expect(hanging('  ✓  strong-isr  holds', 24)).toBe('  ✓  strong-isr  holds');
    expect(hanging('  ✓  strong-isr  holds of all there is', 24)).toBe(
      lines('  ✓  strong-isr  holds', '      of all there is'),
    );
    expect(hanging('  ✓  strong-isr  holds of all there is', undefined)).toBe(
      '  ✓  strong-isr  holds of all there is',
    );
    expect(hanging('', 24)).toBe('');
  });
  it('of a list have commas between them', () => {
    expect(listed([])).toEqual([]);
    expect(listed(['a', 'b', 'c'])).toEqual(['a,', 'b,', 'c']);
  });
});
const createBold = (): ((text: string) => string) => colours.createColors(true).bold;

describe('prose', () => {
  const TEXT = lines(
    'A short paragraph',
    'in two lines.',
    '',
    'One that is longer than forty columns, and',
    'therefore is filled anew.',
    '',
    '- an item that is short',
    '- an item that is longer than forty columns as well',
  );
  it('is as it is written where all of it fits', () => {
    expect(prose(TEXT, undefined)).toBe(TEXT);
    expect(prose(TEXT, 80)).toBe(TEXT);
    expect(prose(TEXT, 80, '  ')).toBe(TEXT.replaceAll(/^(?=.)/gm, '  '));
  });
  it('is filled anew where it does not, paragraph by paragraph and item by item', () => {
    expect(prose(TEXT, 40)).toBe(
      lines(
        'A short paragraph',
        'in two lines.',
        '',
        'One that is longer than forty columns,',
        'and therefore is filled anew.',
        '',
        '- an item that is short',
        '- an item that is longer than forty',
        '  columns as well',
      ),
    );
  });
  it('fits with what it is indented by', () => {
    expect(prose('One that is longer than thirty columns.', 30, '    ')).toBe(
      lines('    One that is longer than', '    thirty columns.'),
    );
  });
});
