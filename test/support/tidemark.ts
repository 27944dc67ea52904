import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, vi } from 'vitest';
import { bundle, root } from '#bin/bundle';
import type { Context, Registry } from '#cli/registry';

/** How the executable ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface RunOptions {
  /** The folder of the project, or of a copy of it. */
  readonly root?: string;
  /** Where it runs, if that is not the root. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when something that matches was written to standard error. */
  readonly said: (pattern: RegExp) => Promise<void>;
}

/** Whether there are colours must not depend on where the tests run. */
const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...ENV } = process.env;

const children: ChildProcess[] = [];
const folders: string[] = [];

/** Starts the executable, as the leader of a process group of its own, as a shell does. */
export function start(args: readonly string[], options: RunOptions = {}): Running {
  const { root: from = root, cwd = from, env = {} } = options;
  const child = spawn(process.execPath, [join(from, 'bin', 'tidemark.js'), ...args], {
    cwd,
    env: { ...ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  children.push(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const said = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(stderr)) resolve();
      };
      look();
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`It ended before it said ${pattern.source}: ${stderr}`)));
    });
  return { child, ended, said };
}

/** Runs the executable to its end. */
export const tidemark = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  start(args, options).ended;

afterAll(() => {
  // One that a test gave up on would run on, out of reach of Ctrl-C.
  for (const { exitCode, signalCode, pid } of children)
    if (exitCode === null && signalCode === null) process.kill(-pid!, 'SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let loaded: Promise<(args: readonly string[]) => Promise<number>> | undefined;
async function loadMain(): Promise<(args: readonly string[]) => Promise<number>> {
  const address = await bundle();
  const { main, registry } = (await import(/* @vite-ignore */ address)) as {
    main: (args: readonly string[], context: Context) => Promise<number>;
    registry: Registry;
  };
  // It goes when the process does, and the one that runs tests may be ended from outside.
  folders.push(dirname(fileURLToPath(address)));
  const worker = new URL('../../bin/worker.js', import.meta.url).href;
  return (args) => main(args, { registry, bundle: address, worker, root });
}
/**
 * The same without a process of its own, which takes a hundredth of the time: for the many ways to be refused. What it
 * writes is caught, so that there can be one at a time only.
 */
export async function tidemarkHere(args: readonly string[]): Promise<Ended> {
  const main = await (loaded ??= loadMain());
  let [stdout, stderr] = ['', ''];
  const caught = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true)),
  ];
  try {
    const code = await main(args);
    return { code, signal: null, stdout, stderr };
  } finally {
    for (const one of caught) one.mockRestore();
  }
}

/** The same, as who works in a folder has it: in a process of its own only where nothing else knows of the folder. */
export async function tidemarkIn(folder: string, args: readonly string[]): Promise<Ended> {
  if (args.some((word) => word.startsWith('--dir') || word === 'new'))
    return tidemark(args, { root, cwd: folder });
  const home = process.cwd();
  process.chdir(folder);
  try {
    return await tidemarkHere(args);
  } finally {
    process.chdir(home);
  }
}

/** The arguments of the command that was said to be of use next. */
export function nextOf({ stdout, stderr }: Ended): string[] {
  const found = [...`${stdout}\n${stderr}`.matchAll(/^next: npx tidemark (.+)$/gm)];
  if (found.length !== 1) throw new Error(`${found.length} next commands in:\n${stdout}\n${stderr}`);
  return found[0]![1]!.split(' ');
}

/** A folder that goes when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'test-of-'));
  folders.push(folder);
  return folder;
}

/** A copy of the project in which a test may write what it likes. */
export interface Copy {
  readonly root: string;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  readonly has: (file: string) => boolean;
  readonly remove: (file: string) => void;
}
const PARTS = [
  'bin',
  'checker',
  'explore',
  'cli',
  'exports',
  'model',
  'properties',
  'scenarios',
  'traces',
  'package.json',
  'README.md',
] as const;

/** @param files What is written to it at once, by path. */
export function copyOfTree(files: Readonly<Record<string, string>> = {}): Copy {
  const folder = temporaryFolder();
  for (const part of PARTS.filter((one) => existsSync(join(root, one))))
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    root: folder,
    run: (...args) => tidemark(args, { root: folder }),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write,
    has: (file) => existsSync(join(folder, file)),
    remove: (file) => rmSync(join(folder, file), { recursive: true }),
  };
}

/** A property that speaks of the replication protocols. @param claim What is given to `always`, or another word. */
export const propertyFile = (claim: string, word = 'always'): string =>
  `import { ${word} } from '#checker/dsl';
import { replication } from '#model/replication/state';

/** It is there for a test. */
export default ${word}(replication, ${claim});
`;

/** A protocol of one counter, which every step increments. */
export const counterFile = ({
  action = 'count',
  kind = 'protocol',
  bound = 'most',
  then = 's.n++',
  initial = '{}',
}: {
  readonly action?: string;
  readonly kind?: string;
  readonly bound?: string;
  readonly then?: string;
  readonly initial?: string;
} = {}): string =>
  `import { actionsOf, protocol, record, upTo } from '#checker/dsl';

const action = actionsOf();
/** It counts. */
export default protocol({
  bounds: { ${bound}: { meaning: 'what it counts up to', from: 0, to: 9, default: 3 } },
  schema: record({ n: upTo((bounds) => bounds.${bound}) }),
  initial: (s) => ${initial},
  rules: {},
  actions: {
    ${action}: () =>
      action({
        kind: '${kind}',
        choose: {},
        when: (_, { n, bounds }) => n < bounds.${bound},
        then: (_, s) => { ${then} },
      }),
  },
});
`;
