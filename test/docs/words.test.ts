import { describe, expect, it } from 'vitest';
import { wordsOf } from '../support/exported.js';
import { pages } from '../support/pages.js';

/** What stands between backticks, or in a block, on the pages of the reference. */
const code = pages
  .filter(({ file }) => file.startsWith('docs/reference/'))
  .flatMap(({ text }) => [...text.matchAll(/^```[^]*?^```$|`[^`\n]+`/gm)].map(([all]) => all))
  .join('\n');

describe('every word that others import', () => {
  it.each(['tidemark', 'vitest', 'fast-check'])('of exports/%s.ts is in the reference', (door) => {
    const names = wordsOf(`exports/${door}.ts`).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  });
});
