import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '#bin/bundle';

/** A word that a module exports, and whether a comment above it says what it is. */
export interface Word {
  readonly name: string;
  readonly file: string;
  readonly isSaid: boolean;
}
const fileOf = (name: string, from: string): string =>
  name.startsWith('#') ? `${name.slice(1)}.ts` : join(dirname(from), name.replace(/\.js$/, '.ts'));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What a file exports, with all that it hands on; of some names, if not of all. */
export function wordsOf(file: string, names?: readonly string[]): Word[] {
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
