import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '#cli/nearest';
import { tidemarkHere } from '../support/tidemark.js';

const KNOWN = ['kip-101', 'kip-279', 'kip-320', 'kip-320-first-try', 'kafka-2.1', 'async-isr', 'strong-isr'];

describe('what may have been meant', () => {
  it.each([
    // What begins like it, the shortest first.
    ['kip-32', ['kip-320']],
    ['kip-320-f', ['kip-320-first-try']],
    ['async', ['async-isr']],
    ['KAFKA', ['kafka-2.1']],
    ['kip', ['kip-101', 'kip-279', 'kip-320']],
    // One that is next to it.
    ['kip-297', ['kip-279']],
    ['stronk-isr', ['strong-isr']],
    ['Strong-ISR', ['strong-isr']],
    // None.
    ['foo', []],
    ['raft', []],
    ['exactly-once', []],
  ])('by %s is %j', (word, names) => {
    expect(nearest(word, KNOWN)).toEqual(names);
  });
  it('is one letter away at most, if the word is short', () => {
    expect(nearest('G2', ['G1', 'R1'])).toEqual(['G1']);
    expect(nearest('T02', ['T01', 'A10'])).toEqual(['T01']);
    expect(nearest('X9', ['G1', 'R1'])).toEqual([]);
  });
  it('is a question, or nothing', () => {
    expect(didYouMean([])).toBe('');
    expect(didYouMean(['a'])).toBe(' Did you mean a?');
    expect(didYouMean(['a', 'b'])).toBe(' Did you mean a or b?');
    expect(didYouMean(['a', 'b', 'c'])).toBe(' Did you mean a, b or c?');
  });
});

describe('the command line', () => {
  it.for([
    [
      ['verify', 'foo'],
      'There is no protocol foo. `npx tidemark list` names them all.\nnext: npx tidemark list\n',
    ],
    [
      ['verify', 'kip-320', '--property', 'foo'],
      'There is no property foo. `npx tidemark list` names them all.\n',
    ],
    [['museum', 'foo'], 'There is no exhibit foo. `npx tidemark museum` names them all.\n'],
    [['claims', 'foo'], 'There is no claim foo. `npx tidemark claims` names them all.\n'],
    [['tables', 'foo'], 'There is no table foo. `npx tidemark tables` names them all.\n'],
    [['verify', 'kip-320-f'], 'There is no protocol kip-320-f. Did you mean kip-320-first-try? `npx'],
    [['verify', 'kafka-with'], 'Did you mean kafka-with-reader or kafka-with-unclean-election? `npx'],
    [['museum', 'a08-diverging'], 'There is no exhibit a08-diverging. Did you mean A08? `npx'],
  ] as const)('%j: suggests what is near, and nothing else', async ([args, text], { expect }) => {
    const { code, stdout, stderr } = await tidemarkHere([...args]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(text);
  });
});
