import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { grouped, plural } from '#checker/words';
import { PROPERTIES } from './stranger.js';
import { best, inColumns, interleaved, machine } from './table.js';

/** What is not of the tree: it is made, or somebody's own. */
const LEFT_OUT = new Set(['node_modules', '.git', '.tidemark', 'dist', 'mine']);
/** What npm tells those that it starts would speak of another folder. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));

/** The executable of a clone, and that of the package, which is made of the same sources. */
interface Ways {
  readonly clone: string;
  readonly package: string;
  /** A folder of a stranger, for `--dir`. */
  readonly dir: string;
}
/** What a run of an executable took: the process in all, and the search in it. */
interface Once {
  readonly states: number | undefined;
  readonly search: number;
  readonly wall: number;
}
interface Row {
  readonly name: string;
  readonly args: readonly string[];
}

const KIP_320 = ['verify', 'kip-320'];
const BOTH = ['--property', 'strong-isr,weak-isr'];
const TINY = ['--brokers', '2', '--log-size', '1', '--records', '1', '--leader-epochs', '1'];
const DELIVERY = ['verify', 'kafka-as-designed', '--property', 'committed-never-lost'];
const rowsWith = (dir: string): Row[] => [
  { name: 'list', args: ['list'] },
  { name: 'kip-320, tiny', args: [...KIP_320, ...TINY, ...BOTH] },
  { name: 'kip-320, strong-isr and weak-isr', args: [...KIP_320, ...BOTH] },
  { name: 'kafka-as-designed, 2 crashes', args: [...DELIVERY, '--limit', 'brokerCrash=2'] },
  ...Object.keys(PROPERTIES).map((property) => ({
    name: `kip-320, ${property}`,
    args: [...KIP_320, '--property', property, '--dir', dir],
  })),
];

/** Runs the same in a clone and in the package that is made of it, one after the other, and says what they took. */
export function packaged(root: string, rounds = 5): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-of-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const ways = install(root, folder);
  let turn = 0;
  const measured = interleaved(rowsWith(ways.dir), (row) => inBoth(row, ways, turn++ % 2 === 0), rounds);
  const rows = [...measured].map(([{ name }, found]) => ({ name, ...summed(found) }));
  console.log(`${machine()}; best of ${plural(rounds, 'round')}, one thread; package / clone\n`);
  console.log(
    inColumns([
      ['', 'distinct', 'search s: clone', 'package', 'ratio', 'in all s: clone', 'package', 'ratio'],
      ...rows.map(({ name, states, search, wall }) => [
        name,
        states === undefined ? '' : grouped(states),
        ...(states === undefined ? ['', '', ''] : besides(search)),
        ...besides(wall),
      ]),
    ]),
  );
  const [writtenOut, ...others] = rows.slice(-Object.keys(PROPERTIES).length);
  console.log(`\nThe search s of a stranger's property, by that of the one that is written out:`);
  for (const { name, search } of others)
    console.log(
      `  ${name}: ${(search.clone / writtenOut!.search.clone).toFixed(2)} in the clone, ` +
        `${(search.package / writtenOut!.search.package).toFixed(2)} in the package`,
    );
}

/** A clone, the package that is packed of it and installed beside it, and a stranger's folder. */
function install(root: string, folder: string): Ways {
  const [clone, host, dir] = ['clone', 'host', 'stranger'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  cpSync(root, clone, { recursive: true, filter: (path) => path === root || !LEFT_OUT.has(basename(path)) });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  mkdirSync(host);
  const tarball = ended('npm', ['pack', '--silent', '--pack-destination', host], clone).trim();
  rmSync(join(clone, 'dist'), { recursive: true });
  ended('npm', ['init', '-y'], host);
  ended('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`], host);
  mkdirSync(join(dir, 'properties'), { recursive: true });
  for (const [name, text] of Object.entries(PROPERTIES))
    writeFileSync(join(dir, 'properties', `${name}.js`), text);
  const executable = ['bin', 'tidemark.js'];
  return {
    clone: join(clone, ...executable),
    package: join(host, 'node_modules', 'tidemark', ...executable),
    dir,
  };
}

/** What both took. Which is first changes, for the second might find something warm. */
function inBoth({ args }: Row, ways: Ways, isCloneFirst: boolean) {
  const run = (way: 'clone' | 'package'): Once => once(ways[way], args, ways.dir);
  if (isCloneFirst) {
    const clone = run('clone');
    return { clone, package: run('package') };
  }
  const first = run('package');
  return { clone: run('clone'), package: first };
}
function once(executable: string, args: readonly string[], cwd: string): Once {
  const isSearch = args[0] === 'verify';
  const began = performance.now();
  const stdout = ended(process.execPath, [executable, ...args, ...(isSearch ? ['--json'] : [])], cwd);
  const wall = (performance.now() - began) / 1e3;
  if (!isSearch) return { states: undefined, search: NaN, wall };
  const { runs } = JSON.parse(stdout) as {
    readonly runs: readonly [{ readonly distinctStates: number; readonly seconds: number }];
  };
  return { states: runs[0].distinctStates, search: runs[0].seconds, wall };
}
function ended(command: string, args: readonly string[], cwd: string): string {
  const { stdout, stderr, status, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status !== 0) throw error ?? new Error(`${[command, ...args].join(' ')}:\n${stdout}\n${stderr}`);
  return stdout;
}

type Both = ReturnType<typeof inBoth>;
function summed(found: readonly Both[]) {
  const all = found.flatMap((both) => [both.clone, both.package]);
  const { states } = all[0]!;
  if (all.some((one) => one.states !== states)) throw new Error('They differ in what they found.');
  const bestOf = (of: (one: Once) => number) => ({
    clone: best(found, (both) => of(both.clone)),
    package: best(found, (both) => of(both.package)),
  });
  return { states, search: bestOf(({ search }) => search), wall: bestOf(({ wall }) => wall) };
}
const besides = (took: { readonly clone: number; readonly package: number }): string[] => [
  took.clone.toFixed(2),
  took.package.toFixed(2),
  (took.package / took.clone).toFixed(2),
];
