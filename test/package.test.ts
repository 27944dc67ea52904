import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { root } from '#bin/bundle';
import { COMPILER, own, pack, run, succeeded } from './support/packed.js';
import { nextOf, temporaryFolder, type Ended } from './support/tidemark.js';

/** The package as who uses it gets it: packed, and installed in a folder that knows nothing of this one. */

/** What the tests and the types of examples/ are written with. */
const BESIDE = ['vitest', 'fast-check', '@fast-check/vitest', '@types/node'];

const README = readFileSync(join(root, 'README.md'), 'utf8');
/** The files that the README shows, for `--dir mine`. */
const SHOWN = Object.fromEntries(
  [...README.matchAll(/`(mine\/\S+\.ts)`:\n\n```ts\n([^]*?)```/g)].map(([, file, text]) => [file!, text!]),
);
/** The commands of its section for those who install it. */
const COMMANDS = [
  .../^## Use it in your own project$[^]*?^```$/m
    .exec(README)![0]
    .matchAll(/^npx tidemark ([^#\n]+?) *(?:#.*)?$/gm),
].map(([, command]) => command!);
const SCRIPT = `import { check } from 'tidemark';
import { kip320 } from 'tidemark/kafka';
import unfenced from './mine/protocols/kip-320-unfenced-fetch.js';
import noEmptyIsr from './mine/properties/no-empty-isr.js';

for (const protocol of [kip320, unfenced]) {
  const { distinctStates, properties } = check(protocol, { noEmptyIsr }, { brokers: 2 });
  console.log(distinctStates > 5000, properties[0]?.outcome.verdict);
}
`;

/** A folder fresh from `npm init -y` is CommonJS: there the module syntax of TypeScript is that of a bundler. */
const KINDS = [
  { kind: 'commonjs', module: 'preserve' },
  { kind: 'module', module: 'nodenext' },
] as const;
const folders = new Map<string, string>();
const folderOf = (kind: string): string => folders.get(kind)!;
/** The executable, as `npx tidemark` finds it. */
const tidemark = (kind: string, ...args: readonly string[]): Promise<Ended> =>
  run(folderOf(kind), join(folderOf(kind), 'node_modules', '.bin', 'tidemark'), ...args);

async function makeFolder(kind: string, module: string): Promise<string> {
  const folder = temporaryFolder();
  await succeeded(run(folder, 'npm', 'init', '-y'));
  await succeeded(run(folder, 'npm', 'pkg', 'set', `type=${kind}`));
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
  const files = {
    ...SHOWN,
    'script.ts': SCRIPT,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        verbatimModuleSyntax: true,
        skipLibCheck: false,
        target: 'es2022',
        module,
        types: ['node'],
        noEmit: true,
      },
    }),
    'tsconfig.script.json': JSON.stringify({
      extends: './tsconfig.json',
      compilerOptions: { noEmit: false, outDir: 'out' },
      files: ['script.ts'],
    }),
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

beforeAll(async () => {
  const tarball = await pack();
  for (const { kind, module } of KINDS) folders.set(kind, await makeFolder(kind, module));
  const beside = BESIDE.map((name) => `${name}@${own.devDependencies[name]}`);
  await succeeded(run(folderOf('commonjs'), 'npm', 'install', tarball, ...beside));
  symlinkSync(join(folderOf('commonjs'), 'node_modules'), join(folderOf('module'), 'node_modules'));
});

describe('the tarball', () => {
  it('holds what was compiled, with types and what is recorded, and no source, test or bench', ({
    expect,
  }) => {
    const installed = join(folderOf('commonjs'), 'node_modules', 'tidemark');
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    for (const file of ['dist/exports/kafka.js', 'dist/exports/kafka.d.ts', 'traces/verdicts.txt', 'LICENSE'])
      expect(files).toContain(file);
    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file) && !file.startsWith('examples'))).toEqual([]);
    expect(files.filter((file) => /^(?:dist\/)?(?:test|bench)\b/.test(file))).toEqual([]);
  });
});

describe.concurrent.each(KINDS)('installed in a folder that is $kind', ({ kind }) => {
  it('has a property and a protocol of a stranger judged', async ({ expect }) => {
    const ended = await tidemark(
      kind,
      'verify',
      'kip-320',
      'kip-320-unfenced-fetch',
      '--brokers',
      '2',
      '--dir',
      'mine',
    );
    expect(ended.stderr).not.toMatch('node:');
    expect(ended.stdout).toMatch(/^kip-320 +5,973 .* no-empty-isr 2$/m);
    expect(ended.stdout).toMatch(/^kip-320-unfenced-fetch .* log-epochs-monotone 10\n +no-empty-isr 2$/m);
    expect(ended.code).toBe(1);
    expect(await tidemark(kind, ...nextOf(ended))).toMatchObject({ code: 0, stderr: '' });
  });
  it('has types for the strict, and for what is written anew, which runs as it is', async ({ expect }) => {
    for (const what of ['property', 'protocol', 'claim']) {
      const written = await tidemark(kind, 'new', what, `a-${what}`, '--dir', 'fresh');
      expect(await tidemark(kind, ...nextOf(written))).toMatchObject({ code: 0, stderr: '' });
    }
    expect(await run(folderOf(kind), COMPILER)).toMatchObject({ code: 0, stdout: '' });
  });
  it('has every example run', async ({ expect }) => {
    const vitest = join(folderOf(kind), 'node_modules', '.bin', 'vitest');
    const ended = await run(folderOf(kind), vitest, 'run', '--testTimeout=100000', '--reporter=json');
    const { success, testResults } = JSON.parse(ended.stdout) as {
      readonly success: boolean;
      readonly testResults: readonly unknown[];
    };
    expect({ success, files: testResults.length }, ended.stdout).toEqual({
      success: true,
      files: readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' }).filter((file) =>
        file.endsWith('.test.ts'),
      ).length,
    });
  });
});

describe.concurrent('installed', () => {
  it('does what the README says', async ({ expect }) => {
    expect(COMMANDS).toHaveLength(4);
    for (const command of COMMANDS)
      expect(await tidemark('module', ...command.split(' '))).toMatchObject({ code: 0, stderr: '' });
  });
  it('is imported by a script without a bundler', async ({ expect }) => {
    const folder = folderOf('module');
    await succeeded(run(folder, COMPILER, '-p', 'tsconfig.script.json'));
    const ended = await run(join(folder, 'out'), process.execPath, 'script.js');
    expect(ended).toMatchObject({ code: 0, stderr: '', stdout: 'true violated\ntrue violated\n' });
  });
  it.for([
    ['verify', 'kip-320', '--brokers', '2'],
    ['museum', 'A08'],
    ['claims', 'C1'],
    ['tables', 'elections', '--time', '1'],
    ['list'],
  ])('runs %s, and what is said to be next', async (args, { expect }) => {
    const ended = await tidemark('commonjs', ...args);
    expect(ended.code).toBe(args[0] === 'tables' ? 2 : 0);
    const next = nextOf(ended);
    if (next[0] === 'replay') expect((await tidemark('commonjs', ...next)).code).toBe(0);
  });
  it('has its traces where a clone has them', async ({ expect }) => {
    const ended = await tidemark('commonjs', 'replay', 'traces/kip-279/strong-isr.trace');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const shrunk = await tidemark(
      'commonjs',
      'shrink',
      'traces/r1-one-leader-breaks/one-leader-at-a-time.trace',
    );
    expect(shrunk).toMatchObject({ code: 0 });
  });
  it('says where a file of its own lies', async ({ expect }) => {
    const { stdout } = await tidemark('commonjs', 'list');
    expect(stdout).toMatch(/: node_modules\/tidemark\/dist\/model\/replication\/protocols\/kip-320\.js$/m);
  });
  it.for([
    ['verify', 'kip-320', '--brokers', '2', '--rewrite'],
    ['museum', 'A08', '--rewrite'],
    ['claims', 'C1', '--rewrite'],
    ['tables', 'elections', '--rewrite'],
    ['simulate', 'kip-279', '--seed', '1', '--save'],
    ['shrink', 'traces/kip-279/strong-isr.trace', '--save'],
    ['replay', 'traces/walks/t01-acks-1-lost-with-its-leader.trace', '--rewrite'],
  ])('writes nothing into itself: %s', async (args, { expect }) => {
    const ended = await tidemark('commonjs', ...args);
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toMatch(/ writes into the project, which is an installed package here/);
    expect(nextOf(ended)).toEqual([args[0], '--help']);
  });
});
