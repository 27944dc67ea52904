import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';

interface Word {
  readonly name: string;
  readonly file: string;
  readonly isSaid: boolean;
}
const fileOf = (name: string, from: string): string =>
  name.startsWith('#') ? `${name.slice(1)}.ts` : join(dirname(from), name.replace(/\.js$/, '.ts'));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What a file exports, with all that it hands on; of some names, if not of all. */
function wordsOf(file: string, names?: readonly string[]): Word[] {
  const source = read(file);
  const own = [
    ...source.matchAll(
      /(\*\/\n)?^export (?:declare )?(?:async )?(?:const|function|class|interface|type|let) (\w+)/gm,
    ),
  ].map(([, comment, name]) => ({ name: name!, file, isSaid: comment !== undefined }));
  const wholly = [...source.matchAll(/^export \* (?:as \w+ )?from '([^']+)'/gm)].flatMap(([, from]) =>
    wordsOf(fileOf(from!, file)),
  );
  const some = [...source.matchAll(/^export (?:type )?\{([^}]+)\} from '([^']+)'/gm)].flatMap(
    ([, list, from]) =>
      wordsOf(
        fileOf(from!, file),
        list!
          .split(',')
          .map((word) =>
            word
              .trim()
              .replace(/^type /, '')
              .replace(/ as .*$/, ''),
          )
          .filter((word) => word !== ''),
      ),
  );
  const all = [...own, ...wholly, ...some];
  return names === undefined ? all : all.filter(({ name }) => names.includes(name));
}

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
