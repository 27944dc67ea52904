import { execFile } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#bin/bundle';
import { copyOfTree, type Ended } from './tidemark.js';

/** The package as who uses it gets it: packed, to be installed in a folder that knows nothing of this one. */

interface Package {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}
export const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;
export const COMPILER = join(root, 'node_modules', '.bin', 'tsc');

const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...ENV } = process.env;
/** What a run of npm or of vitest says to what it starts, it does not say to these. */
const env = Object.fromEntries(
  Object.entries(ENV).filter(([name]) => !/^(?:npm_|VITEST|NODE_ENV)/i.test(name)),
);
/** What npm takes from there, so that no argument has to say it: it asks nobody, and takes from its cache what is there. */
const QUIET = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_prefer_offline: 'true',
  npm_config_loglevel: 'error',
  npm_config_update_notifier: 'false',
};

export const run = (cwd: string, command: string, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(command, args, { cwd, env: { ...env, ...QUIET }, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({
        code: error === null ? 0 : typeof error.code === 'number' ? error.code : null,
        signal: error?.signal ?? null,
        stdout,
        stderr,
      }),
    );
  });
/** @throws Error with all it wrote, if it did not end well. */
export async function succeeded(ended: Promise<Ended>): Promise<Ended> {
  const { code, stdout, stderr } = await ended;
  if (code !== 0) throw new Error(`It ended with ${code}:\n${stdout}\n${stderr}`);
  return ended;
}

/** Packs a copy of the project, and returns where the tarball is. */
export async function pack(): Promise<string> {
  const copy = copyOfTree();
  for (const part of ['docs', 'examples', 'tsconfig.json', 'tsconfig.build.json', 'LICENSE', 'CHANGELOG.md'])
    cpSync(join(root, part), join(copy.root, part), { recursive: true });
  await succeeded(run(copy.root, 'npm', 'pack'));
  return join(copy.root, `tidemark-${own.version}.tgz`);
}
