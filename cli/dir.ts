import { Option, type Command } from 'commander';
import { existsSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InputError } from './errors.js';
import type { Context } from './registry.js';

const FOLDER = 'with your own protocols, properties and claims';

/** Lets every command that goes by names have a folder of who uses it, and none write where nothing is to be written. */
export function addDir(program: Command, context: Context): void {
  for (const command of program.commands)
    if (command.name() !== 'new')
      command.addOption(new Option('--dir <folder>', FOLDER).helpGroup('Options:'));
  program.hook('preAction', (_, command) => checkWrites(command, context));
}

/** Whether what is found can be written into the project. */
export const mayRecord = ({ dir, isInstalled = false }: Context): boolean =>
  !isInstalled && dir === undefined;

/** @throws InputError for --rewrite and --save, where what they write is no part of the project, or the project is a package. */
function checkWrites(command: Command, context: Context): void {
  const { rewrite, save } = command.opts<{ readonly rewrite?: boolean; readonly save?: boolean }>();
  const option = rewrite ? '--rewrite' : save ? '--save' : undefined;
  if (option === undefined || mayRecord(context)) return;
  const { root, dir, isInstalled } = context;
  // A walk may lie elsewhere, and is written to where it lies.
  if (command.name() === 'replay' && !isInside(root, located(String(command.args[0]), context))) return;
  const instead = save ? ' Without it, traces are saved under .tidemark/.' : '';
  if (isInstalled)
    throw new InputError(
      `${option} writes into the project, which is an installed package here, and stays as it is.${instead} Use a clone for it.`,
      { next: `${command.name()} --help` },
    );
  throw new InputError(
    `${option} records what belongs to the project, and what lies in ${dir} does not: leave one of them out.${instead}`,
    { next: `${command.name()} --help` },
  );
}

const isInside = (folder: string, path: string): boolean =>
  existsSync(path) && !relative(realpathSync(folder), realpathSync(path)).startsWith('..');

/** Where a trace lies: for who works elsewhere, `traces/` is that of the project. */
export function located(path: string, { root }: Context): string {
  const ofProject = join(root, path);
  return !existsSync(path) && path.startsWith('traces/') && existsSync(ofProject)
    ? relative(process.cwd(), ofProject)
    : path;
}
