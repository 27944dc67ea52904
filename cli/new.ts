import { Argument, type Command } from 'commander';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from './errors.js';
import { nextLine } from './next-line.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import { TEMPLATES, type NewKind } from './templates.js';

/** The command that writes a new file. */
export function addNew(program: Command, help: string, context: Context): void {
  program
    .command('new')
    .description(
      'write a protocol, a property or a claim of your own that runs as it is, and says what to fill in',
    )
    .addArgument(new Argument('<kind>', 'what it is').choices(Object.keys(TEMPLATES)))
    .argument('<name>', 'its name, which is that of the file')
    .option('--dir <folder>', 'where it goes (default: the folder you are in; of a clone, mine/)')
    .addHelpText('after', help)
    .action((kind: NewKind, name: string, { dir }: { readonly dir?: string }) => {
      process.stdout.write(`${write(kind, name, dir ?? usualFolder(context), context)}\n`);
    });
}
/** In a clone it is beside what is Tidemark's own, and git does not see it. */
const usualFolder = ({ root }: Context): string =>
  realpathSync(process.cwd()) === realpathSync(root) ? 'mine' : '.';

/** A file that is to be written. */
interface NewFile {
  readonly file: string;
  readonly text: string;
  /** What it is. */
  readonly is: string;
}

/** Writes what is new, and returns what there is to say. @throws InputError for a name that is none, or taken, and a file that is there. */
function write(kind: NewKind, name: string, dir: string, context: Context): string {
  checkNew(name, context);
  const { folder, text, beside, next } = TEMPLATES[kind];
  // Where modules lie in the folder itself, they would no longer be found beside another folder.
  const isFlat = context.isFlat?.(dir) ?? false;
  const fileOf = (one: string, called: string): string => join(isFlat ? dir : join(dir, one), `${called}.ts`);
  const file = fileOf(folder, name);
  try {
    const id = freeId(dirname(file));
    const is = `a ${kind} that runs as it is. It says what there is to fill in`;
    const files: NewFile[] = [{ file, text: text(name, id), is }];
    if (beside) {
      const from = isFlat ? `./${name}.js` : `../${folder}/${name}.js`;
      files.push({ file: fileOf(beside.folder, beside.name(name)), text: beside.text(from), is: beside.is });
    }
    for (const one of files) checkFree(one);
    for (const one of files) {
      mkdirSync(dirname(one.file), { recursive: true });
      writeFileSync(one.file, one.text, { flag: 'wx' });
    }
    const lines = files.map((one) => `${one.file} is written: ${one.is}.`);
    return [...lines, nextLine(next(name, id), { dir })].join('\n');
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`it cannot be written: ${(error as Error).message}.`, { file, next: 'new --help' });
  }
}
function checkFree({ file }: NewFile): void {
  for (const path of [file, file.replace(/ts$/, 'js')])
    if (existsSync(path))
      throw new InputError('it is there already, and stays as it is: take another name.', {
        file: path,
        next: 'new --help',
      });
}

function checkNew(name: string, { registry }: Context): void {
  if (!/^[a-z0-9](?:[a-z0-9-]|\b\.\b)*$/.test(name))
    throw new InputError(
      `"${name}" can be no name: lower case letters, digits and dashes make one, and single dots between them.`,
      { next: 'new --help' },
    );
  const { protocols, properties, exhibits, claims } = registry;
  const taken = [...protocols, ...properties, ...exhibits, ...claims].find((one) => one.name === name);
  if (taken)
    throw new InputError(`the name ${quoted(name)} is taken by ${taken.file} already: take another one.`, {
      next: 'list',
    });
}

/** The first id of a claim that none in the folder has: M is no letter of Tidemark's own. */
function freeId(folder: string): string {
  const taken = !existsSync(folder)
    ? ''
    : readdirSync(folder)
        .filter((name) => /\.[jt]s$/.test(name))
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('\n');
  for (let n = 1; ; n++) if (!new RegExp(`['"\`]M${n}['"\`]`).test(taken)) return `M${n}`;
}
