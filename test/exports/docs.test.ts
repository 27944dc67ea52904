import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { wordsOf } from '../support/exported.js';

describe('every word that others import', () => {
  it.each([
    ['tidemark', 70],
    ['kafka', 100],
    ['fast-check', 10],
    ['vitest', 2],
  ])('of exports/%s.ts says what it is', (door, least) => {
    const words = wordsOf(`exports/${door}.ts`);
    expect(words.length).toBeGreaterThanOrEqual(least);
    for (const { file } of words) expect(existsSync(join(root, file))).toBe(true);
    expect(words.filter(({ isSaid }) => !isSaid).map(({ name, file }) => `${name} of ${file}`)).toEqual([]);
  });
});
