import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { InputError } from './errors.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';

const FOLDERS = ['protocols', 'properties', 'claims'] as const;
/** Where files of who works here lie; the second is that of a clone. */
const PLACES = ['.', 'mine'] as const;

/** A file that has the name of what was asked for, and what `--dir` is to say for it to be found. */
export interface LyingHere {
  readonly file: string;
  readonly dir: string;
}
/** What was asked for and is not known, where a file of that name lies here. */
export const missingIn = ({ missing }: InputError, { dir }: Context): LyingHere | undefined =>
  missing && lyingHere(missing.name, dir);
/** A name among the arguments that is not known: an option that is not either may be a bound of it. */
export function unknownIn(
  [, ...words]: readonly string[],
  { registry, dir }: Context,
): LyingHere | undefined {
  const known = new Set([...registry.protocols, ...registry.properties].map(({ name }) => name));
  const unknown = words.filter((word) => !word.startsWith('-') && !known.has(word));
  return unknown.map((word) => lyingHere(word, dir)).find((found) => found !== undefined);
}
/** What lies where the command runs, and was not looked at. @param dir What `--dir` says, if it was given. */
function lyingHere(name: string, dir: string | undefined): LyingHere | undefined {
  // The sides of a claim have its name, and more.
  const names = [name, name.replace(/-(?:breaks|as-shipped)$/, '')];
  for (const place of PLACES) {
    if (dir !== undefined && relative(resolve(dir), resolve(place)) === '') continue;
    const folders = FOLDERS.map((folder) => join(place, folder)).filter((folder) => existsSync(folder));
    const file = (folders.length > 0 ? folders : [place])
      .flatMap((folder) => names.flatMap((one) => [join(folder, `${one}.ts`), join(folder, `${one}.js`)]))
      .find((path) => existsSync(path));
    if (file !== undefined) return { file, dir: place };
  }
  return undefined;
}
export const addIt = ({ file, dir }: LyingHere): string => `${file} lies here: add \`--dir ${dir}\`.`;
/** The same arguments with the folder where it lies, and with no other. */
export const withDir = (argv: readonly string[], { dir }: LyingHere): string =>
  [
    ...argv.filter((word, i) => !/^--dir(?:=|$)/.test(word) && argv[i - 1] !== '--dir').map(quoted),
    `--dir ${dir}`,
  ].join(' ');
