import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENDLESS, interrupted } from '../support/interrupted.js';
import { describe, expect, it, type ExpectStatic } from 'vitest';
import type { Explanation } from '#checker/explain';
import { parseTrace, type TraceFile } from '#checker/trace-text';
import {
  copyOfTree,
  counterFile,
  nextOf,
  propertyFile,
  temporaryFolder,
  tidemark,
  tidemarkHere,
  type Ended,
} from '../support/tidemark.js';

const KIP_279 = ['simulate', 'kip-279', '--property', 'strong-isr', '--seed', '1'] as const;
const SAVED = '.tidemark/kip-279/strong-isr.trace';
const COUNTER_PROPERTY = `import { always, record, upTo } from '#checker/dsl';

/** It is there for a test. */
export default always(record({ n: upTo((bounds) => bounds.most) }), ({ n }) => n < 2);
`;

/** A folder to run in, and what lies there after a run. */
function elsewhere() {
  const cwd = temporaryFolder();
  const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');
  return {
    run: (args: readonly string[]): Promise<Ended> => tidemark(args, { cwd }),
    cwd,
    read,
    trace: (file: string): TraceFile => parseTrace(read(file)),
    has: (file: string): boolean => existsSync(join(cwd, file)),
  };
}
/** The arguments of the command that does the same again. */
function againOf({ stdout, stderr }: Ended): string[] {
  const found = [...`${stdout}\n${stderr}`.matchAll(/^(?:found by|the same again): npx tidemark (.+)$/gm)];
  expect(found.length).toBe(1);
  return found[0]![1]!.split(' ');
}
/** The steps of a violation, as they are printed. */
const stepsIn = (stdout: string): string[] => stdout.match(/^ {2,}\d+ {2}[A-Za-z]+.*$/gm) ?? [];

interface Document {
  readonly protocol: string;
  readonly bounds: Readonly<Record<string, number>>;
  readonly limits: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly runs: number;
  readonly executedSteps: number;
  readonly seconds: number;
  readonly verdict: string;
  readonly property: string | null;
  readonly steps: number | null;
  readonly foundIn: number | null;
  readonly certified: boolean | null;
  readonly noShorterThan: number | null;
  readonly coverage: {
    readonly actions: Readonly<Record<string, number>>;
    readonly witnesses: Readonly<Record<string, number>>;
    readonly tested: Readonly<Record<string, number>>;
    readonly missing: readonly string[];
    readonly impossible: readonly string[];
    readonly abstractStates: number;
    readonly saturation: number | null;
  };
  readonly trace: TraceFile['steps'] | null;
  readonly because: Explanation | null;
}
const documentOf = ({ stdout }: Ended): Document => JSON.parse(stdout) as Document;
const KEYS =
  'protocol,bounds,limits,seed,runs,executedSteps,seconds,verdict,property,steps,foundIn,certified,noShorterThan,coverage,trace,because';

/** Bad input, or a model that fails: one message without a stack trace, nothing on standard output, one next command. */
function expectRefusal(expect: ExpectStatic, ended: Ended, ...parts: readonly (string | RegExp)[]): void {
  for (const part of parts)
    if (typeof part === 'string') expect(ended.stderr).toContain(part);
    else expect(ended.stderr).toMatch(part);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).not.toMatch(/^ {4}at |node:internal|Tidemark itself failed/m);
  expect(nextOf(ended).length).toBeGreaterThan(0);
  expect(ended.code).toBe(3);
}

describe.concurrent('tidemark simulate, of a violation', () => {
  it('says the same of the same seed, wherever it runs, and nothing of time', async ({ expect }) => {
    const [here, there] = await Promise.all([elsewhere().run(KIP_279), elsewhere().run(KIP_279)]);
    expect(there).toEqual(here);
    expect(here).toMatchObject({ code: 0, stderr: '' });
    expect(here.stdout).not.toMatch(/second|steps\/s|[\d.]+ m?s\b|\d:\d\d/);
    expect(here.stdout.match(/^ {2}random walks, seed 1$/gm)).toHaveLength(1);
    expect(here.stdout).not.toContain('nothing found is not nothing there');
    expect(here.stdout).toContain('\n  1 run, 7,747 steps; 9 of 9 actions taken, 4 of 4 witnesses seen\n');
  });

  it('draws a seed where none is given, names it, and that seed gives the same', async ({ expect }) => {
    const { run } = elsewhere();
    const args = ['simulate', 'kip-320', '--brokers', '2', '--runs', '1'];
    const [one, other] = await Promise.all([run(args), run(args)]);
    const again = againOf(one);
    expect(again.join(' ')).toMatch(/^simulate kip-320 --brokers 2 --seed \d+ --runs 1$/);
    expect(againOf(other)).not.toEqual(again);
    expect((await run(again)).stdout).toBe(one.stdout);
  });

  it.for([
    ['kip-279', 'strong-isr', [], 10],
    ['kip-320-first-try', 'strong-isr', ['--log-size', '1', '--records', '1'], 12],
    ['kip-320-first-try', 'weak-isr', ['--log-size', '1', '--records', '1'], 11],
  ] as const)(
    '%s, %s: is as short as verify finds it, certified, saved, and replayed',
    async ([protocol, property, bounds, steps], { expect }) => {
      const { run, read, trace } = elsewhere();
      const ended = await run(['simulate', protocol, '--property', property, ...bounds, '--seed', '1']);
      expect(ended.stdout).toMatch(
        new RegExp(`^ {2}✗ {2}${property} {2}violated in ${steps} steps(, found as \\d+)?$`, 'm'),
      );
      expect(ended.stdout).toContain(
        '\n     shortest: no violation of this property in fewer steps exists within these bounds\n',
      );
      expect(ended.stdout).toContain('\nThat is as it is recorded.\n');
      expect(ended.code).toBe(0);

      const [command, path] = nextOf(ended) as [string, string];
      expect(command).toBe('replay');
      expect(ended.stdout).toContain(`\nSaved in ${path}.\n`);
      expect(trace(path).steps).toHaveLength(steps);
      expect(read(path)).toMatch(
        new RegExp(`^# ${property} is violated by ${protocol} in ${steps} steps, the fewest there are\\.\n`),
      );
      // What is printed is what is saved, but for how far it is indented.
      expect(stepsIn(ended.stdout).map((line) => line.slice(2))).toEqual(
        read(path).split('\n----\n')[1]!.trimEnd().split('\n'),
      );
      const replayed = await run(nextOf(ended));
      expect(replayed.stdout).toContain(`${property} is violated by the last of ${steps} steps.`);
      expect(replayed.code).toBe(0);

      const [, found, ...rest] = read(path).split('\n');
      expect(found).toBe(`# Found by: npx tidemark ${againOf(ended).join(' ')}`);
      const verify = rest[0]!.split(' ');
      expect(nextOf(replayed)).toEqual(verify);
      const verified = await run([...verify, '--stop-at-first']);
      expect(verified.stdout).toContain(`✗  ${property}  violated in ${steps} steps`);
    },
  );

  it('that nothing is recorded of has exit code 1', async ({ expect }) => {
    const { run } = elsewhere();
    const ended = await run([
      'simulate',
      'kip-279',
      '--property',
      'strong-isr',
      '--records',
      '1',
      '--seed',
      '7',
    ]);
    expect(ended.stdout).toContain('\nstrong-isr: violated, and holds is expected.\n');
    expect(ended.code).toBe(1);
    expect((await run(nextOf(ended))).code).toBe(0);
  });

  it('of a property that a person has just added has exit code 1', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/no-empty-isr.ts': propertyFile('({ quorum }) => quorum.isr !== 0'),
    });
    const ended = await copy.run('simulate', 'kip-320', '--seed', '1');
    expect(ended.stdout).toContain('✗  no-empty-isr  violated in 3 steps');
    expect(ended.stdout).toContain('\nno-empty-isr: violated, and holds is expected.\n');
    expect(ended.code).toBe(1);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
  });

  it('in the initial state has no steps', async ({ expect }) => {
    const copy = copyOfTree({ 'properties/mine/never.ts': propertyFile('() => false') });
    const ended = await copy.run('simulate', 'kip-320', '--property', 'never', '--seed', '1');
    expect(ended.stdout).toContain('✗  never  violated in 0 steps\n     shortest: ');
    expect(ended.code).toBe(1);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
  });

  it.for([
    ['violated 14', [], 'strong-isr: in 10 steps, and 14 are recorded.'],
    ['holds', ['--max-states', '1'], 'strong-isr: violated, and holds is recorded.'],
    // Without a proof of the length, the record is refuted all the same.
    ['violated 14', ['--max-states', '1'], /^strong-isr: .*\b14 (?:is|are) recorded\.$/m],
    ['violated 5', ['--max-states', '10000'], /^strong-isr: .*\b5 (?:is|are) recorded\.$/m],
  ] as const)(
    'that is recorded as %s, given %s, has exit code 1',
    async ([verdict, args, says], { expect }) => {
      const copy = copyOfTree();
      const verdicts = copy.read('traces/verdicts.txt');
      const [before, after] = verdicts.split(
        /(?<=^kip-279 --brokers 3 [^]*?^ {2}strong-isr +)violated 10$/m,
      ) as [string, string];
      copy.write('traces/verdicts.txt', `${before}${verdict}${after}`);
      const ended = await copy.run(...KIP_279, ...args);
      expect(ended.stdout).toMatch(says);
      expect(ended.code).toBe(1);
    },
  );

  it('names every bound, property, limit and budget of its own, and that gives the same', async ({
    expect,
  }) => {
    const { run } = elsewhere();
    const own =
      'simulate kip-279 --property strong-isr --property weak-isr --records 1 --limit leaderWrite=2 --seed 7 --runs 50 --steps 200000 --depth 40 --max-states 100000';
    const ended = await run([...own.split(' '), '--brokers', '3', '--log-size', '2']);
    expect(againOf(ended).join(' ')).toBe(own);
    expect(ended.code).toBe(1);
    const again = await run(againOf(ended));
    expect(again).toEqual(ended);
    const usual =
      'simulate kip-279 --property strong-isr --seed 1 --runs 1000 --depth 60 --max-states 1000000';
    expect(againOf(await run(usual.split(' ')))).toEqual([
      'simulate',
      'kip-279',
      '--property',
      'strong-isr',
      '--seed',
      '1',
    ]);
  });

  it('keeps to a limit, which its trace names', async ({ expect }) => {
    const { run, trace } = elsewhere();
    const ended = await run([...KIP_279, '--limit', 'controllerElectLeader=2']);
    expect(ended.stdout).toContain('✗  strong-isr  violated in 11 steps, found as 17');
    expect(ended.code).toBe(1);
    const { steps, limits } = trace(nextOf(ended)[1]!);
    expect(limits).toEqual({ controllerElectLeader: 2 });
    expect(steps.filter(({ action }) => action === 'controllerElectLeader')).toHaveLength(2);
    expect((await run(nextOf(ended))).code).toBe(0);
  });

  it('does not replace the trace of one that a limit was not asked of', async ({ expect }) => {
    const { run, trace } = elsewhere();
    const [free, limited] = [
      await run(KIP_279),
      await run([...KIP_279, '--limit', 'controllerElectLeader=2']),
    ];
    expect(trace(nextOf(free)[1]!).limits).toEqual({});
    expect(trace(nextOf(limited)[1]!).limits).toEqual({ controllerElectLeader: 2 });
  });

  it('found in walks of few steps is found in no more', async ({ expect }) => {
    const document = documentOf(await elsewhere().run([...KIP_279, '--depth', '12', '--json']));
    expect(document).toMatchObject({ verdict: 'violated', steps: 10, foundIn: 11, certified: true });
  });

  it('says how much is proven where the states did not suffice', async ({ expect }) => {
    const { run, read } = elsewhere();
    const [text, json] = [
      await run([...KIP_279, '--max-states', '1']),
      await run([...KIP_279, '--max-states', '1', '--json']),
    ];
    const { steps, ...document } = documentOf(json);
    expect(document).toMatchObject({ certified: false, noShorterThan: 2, foundIn: 18 });
    expect(text.stdout).toContain(`✗  strong-isr  violated in ${steps} steps, found as 18`);
    expect(text.stdout).toMatch(/^ {5}no shorter than 2 proven within 7 states$/m);
    expect(text.stdout).not.toContain('shortest');
    expect(read(SAVED).split('\n')[0]).toBe(
      `# strong-isr is violated by kip-279 in ${steps} steps, and in no fewer than 2.`,
    );
    expect((await run(nextOf(text))).code).toBe(0);
    // What was not proven then can be now.
    const shrunk = await run(['shrink', SAVED]);
    expect(shrunk.stdout).toMatch(/✗ {2}strong-isr {2}violated in 10 steps(, found as \d+)?\n {5}shortest: /);
  });

  it.for([
    ['is no trace', 'not a trace'],
    [
      'is another one, with a story',
      '# Something.\n# A story.\nverify kip-279 --property strong-isr\n----\n',
    ],
  ] as const)('is not lost where a file of that name %s', async ([, text], { expect }) => {
    const { run, cwd, trace } = elsewhere();
    mkdirSync(join(cwd, dirname(SAVED)), { recursive: true });
    writeFileSync(join(cwd, SAVED), text);
    const ended = await run(KIP_279);
    expect(ended.stdout).toContain('✗  strong-isr  violated in 10 steps');
    expect(ended.code).toBe(0);
    expect(trace(SAVED).steps).toHaveLength(10);
  });

  it('is saved where git does not see it', async ({ expect }) => {
    const { run, read } = elsewhere();
    await run(['simulate', 'kip-320', '--property', 'published-leader-in-isr', '--seed', '1']);
    expect(read('.tidemark/.gitignore')).toBe('*\n');
  });

  it('is shown also where it cannot be saved', async ({ expect }) => {
    const { run, cwd } = elsewhere();
    writeFileSync(join(cwd, '.tidemark'), '');
    const ended = await run(KIP_279);
    expect(ended.stdout).toContain('✗  strong-isr  violated in 10 steps');
    expect(ended.stdout).toMatch(/^It could not be saved: .*\.tidemark/m);
    expect(ended.stderr).not.toMatch(/^ {4}at |Tidemark itself failed/m);
    nextOf(ended);
  });
});

describe.concurrent('tidemark simulate --save', () => {
  const file = 'traces/kip-279/strong-isr.trace';

  it('writes the trace among the golden ones, and nowhere else', async ({ expect }) => {
    const copy = copyOfTree();
    copy.remove(file);
    const ended = await copy.run(...KIP_279, '--save');
    expect(ended.stdout).toContain(`\nSaved in ${file}.\n`);
    expect(nextOf(ended)).toEqual(['replay', file]);
    expect(parseTrace(copy.read(file))).toMatchObject({ story: [], limits: {} });
    expect(parseTrace(copy.read(file)).steps).toHaveLength(10);
    expect(copy.has('.tidemark')).toBe(false);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
  });

  it('names it from where it runs', async ({ expect }) => {
    const copy = copyOfTree();
    copy.remove(file);
    const cwd = join(copy.root, 'traces', 'kip-320');
    const ended = await tidemark([...KIP_279, '--save'], { root: copy.root, cwd });
    expect(nextOf(ended)).toEqual(['replay', '../kip-279/strong-isr.trace']);
    expect((await tidemark(nextOf(ended), { root: copy.root, cwd })).code).toBe(0);
    expect(copy.has('traces/kip-320/.tidemark')).toBe(false);
  });

  it('leaves one that is as short as it is', async ({ expect }) => {
    const copy = copyOfTree();
    const before = copy.read(file);
    const ended = await copy.run(...KIP_279, '--save');
    expect(ended.stdout).toContain(`\n${file} is as short, and stays as it is.\n`);
    expect(copy.read(file)).toBe(before);
    expect(nextOf(ended)).toEqual(['replay', file]);
    expect(ended.code).toBe(0);
  });

  it('replaces a longer one, and keeps its story', async ({ expect }) => {
    const copy = copyOfTree();
    const { story, steps } = parseTrace(copy.read(file));
    const [first] = steps;
    // What is repeated need not be possible: only its length counts here.
    const [head] = copy.read(file).split('\n----\n');
    const line = (n: number): string => ` ${n}  ${first!.action} newLeader=0`;
    copy.write(file, `${head}\n----\n${Array.from({ length: 11 }, (_, i) => line(i + 1)).join('\n')}\n`);
    const ended = await copy.run(...KIP_279, '--save');
    expect(ended.stdout).toContain(`\nSaved in ${file}.\n`);
    const after = parseTrace(copy.read(file));
    expect(story.length).toBeGreaterThan(5);
    expect(after.story).toEqual(story);
    expect(after.steps).toHaveLength(10);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
  });

  it('does not take a limited behaviour for the protocol’s own', async ({ expect }) => {
    const copy = copyOfTree();
    copy.remove(file);
    const ended = await copy.run(...KIP_279, '--limit', 'controllerElectLeader=2', '--save');
    if (copy.has(file)) expect(parseTrace(copy.read(file)).limits).toEqual({});
    nextOf(ended);
  });
});

describe.concurrent('tidemark simulate, where nothing is found', () => {
  it('and all was covered: exit code 0, and more of it next', async ({ expect }) => {
    const { run, has } = elsewhere();
    const ended = await run(['simulate', 'kip-320', '--seed', '1', '--runs', '2']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^ {2}2 runs, [\d,]+ steps; 9 of 9 actions taken, 4 of 4 witnesses seen$/m);
    expect(
      ended.stdout.match(/^ {2}random walks, seed 1; nothing found is not nothing there$/gm),
    ).toHaveLength(1);
    expect(ended.stdout).toContain('\nNothing was found, as is recorded or expected.\n');
    expect(ended.stdout).not.toContain('never');
    expect(has('.tidemark')).toBe(false);
    expect(againOf(ended).join(' ')).toBe('simulate kip-320 --seed 1 --runs 2');
    expect(await run(againOf(ended))).toEqual(ended);
    expect(nextOf(ended).join(' ')).toBe('simulate kip-320 --seed 2 --runs 20');
    const next = await run(nextOf(ended));
    expect(next.code).toBe(0);
    expect(next.stdout).toContain('\n  20 runs, ');
  });

  it('and nothing was asserted: exit code 0, and that all was seen', async ({ expect }) => {
    const ended = await elsewhere().run(
      'simulate kip-320 --property some-record-commits --seed 1'.split(' '),
    );
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('\nAll that is to be seen was seen. Nothing was asserted.\n');
    expect(ended.stdout).not.toContain('Nothing was found');
  });

  it('of another protocol with other variables: the same', async ({ expect }) => {
    const ended = await elsewhere().run(['simulate', 'async-isr', '--seed', '1', '--runs', '2']);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('7 of 7 actions taken, 1 of 1 witnesses seen');
  });

  it('of what is recorded as violated: exit code 2, and which it is', async ({ expect }) => {
    const ended = await elsewhere().run([...KIP_279, '--steps', '300']);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain('9 of 9 actions taken, 4 of 4 witnesses seen');
    expect(ended.stdout).toContain(
      '\nNothing was found, though it is recorded that this is violated: strong-isr.\n',
    );
    expect(nextOf(ended).join(' ')).toBe('simulate kip-279 --property strong-isr --seed 2 --steps 3000');
  });

  it('and few steps were taken: inconclusive, exit code 2, and what never happened', async ({ expect }) => {
    const { run } = elsewhere();
    const [text, json] = [
      await run(['simulate', 'kip-320', '--seed', '1', '--steps', '20']),
      await run(['simulate', 'kip-320', '--seed', '1', '--steps', '20', '--json']),
    ];
    const { coverage, verdict, trace } = documentOf(json);
    expect([text.code, json.code]).toEqual([2, 2]);
    expect({ verdict, trace }).toEqual({ verdict: 'inconclusive', trace: null });
    const never = Object.entries({ ...coverage.actions, ...coverage.witnesses, ...coverage.tested })
      .filter(([, times]) => times === 0)
      .map(([name]) => name);
    expect(never.length).toBeGreaterThan(0);
    expect(coverage.missing).toEqual(never);
    expect(coverage.impossible).toEqual([]);
    expect(text.stdout).toContain(
      `\nInconclusive. Nothing was found, but never happened, though it can: ${never.join(', ')}.\n`,
    );
    expect((await run(nextOf(text))).code).not.toBe(3);
  });

  it('and an action may not happen: what else could not is named, and what was never put to the test', async ({
    expect,
  }) => {
    const { run } = elsewhere();
    const ended = await run(
      'simulate kip-279 --seed 1 --limit leaderWrite=0 --runs 2 --property strong-isr'.split(' '),
    );
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain(
      '\nInconclusive. Nothing was found, but cannot be put to the test within these bounds: strong-isr.\n',
    );
    expect(ended.stdout).toContain(
      '\nNot waited for, since it cannot happen within these bounds, as all 12,562 states show: ' +
        'leaderIncHighWatermark, followerFetch, some-follower-truncates, some-record-commits.\n',
    );
    expect(ended.stdout).toContain('\n  never, unless --limit allows it: leaderWrite\n');
    expect(ended.stdout).toContain(
      '\n  strong-isr was never put to the test: what it speaks of never happened\n',
    );
    expect(ended.stdout).toMatch(/; 6 of 8 actions taken, /);
    expect(ended.stdout).toMatch(/^ {2}followerFetch +0$/m);
    expect(ended.stdout).not.toMatch(/^ {2}leaderWrite /m);
    expect(nextOf(ended)).toContain('leaderWrite=0');
  });

  it.for([
    ['kafka-2.1', 154_437, 'controllerAlterPartition, controllerUnfence, some-partition-without-leader'],
    ['kafka-as-designed', 235_120, 'some-partition-without-leader'],
  ] as const)(
    'and nothing else can happen in %s, which has %i states: exit code 0, and what was not waited for',
    async ([protocol, states, impossible], { expect }) => {
      const args = ['simulate', protocol, '--seed', '1', '--runs', '20'];
      const { run } = elsewhere();
      const [text, json] = [await run(args), await run([...args, '--json'])];
      expect([text.code, json.code]).toEqual([0, 0]);
      expect(text.stdout).toContain(
        '\nNot waited for, since it cannot happen within these bounds, as all ' +
          `${states.toLocaleString('en-US')} states show: ${impossible}.\nNothing was found, as is recorded or expected.\n`,
      );
      expect(text.stdout).toMatch(
        /^ {2}never, unless --limit allows it: leaderShrinkIsr, .*brokerShutDown$/m,
      );
      const { verdict, coverage } = documentOf(json);
      expect(verdict).toBe('nothingFound');
      expect(coverage.missing).toEqual(impossible.split(', '));
      expect(coverage.impossible).toEqual(coverage.missing);
      // Few enough states for that are few enough for everything.
      expect(nextOf(text).slice(0, 2)).toEqual(['verify', protocol]);
    },
  );

  it('and what is to be seen cannot be: exit code 1, as verify has it', async ({ expect }) => {
    const { run } = elsewhere();
    const ended = await run('simulate kip-320 --brokers 1 --seed 1 --runs 2'.split(' '));
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(
      /\nNot waited for, since it cannot happen within these bounds, as all 44 states show: becomeFollower, leaderExpandIsr, leaderShrinkIsr, followerFetch, some-[^\n]*\nsome-follower-truncates: never seen, and seen is expected\.\nsome-isr-regrows: never seen, and seen is expected\.\nsome-two-presumed-leaders: never seen, and seen is expected\.\nnext: /,
    );
    expect((await run(nextOf(ended))).code).toBe(1);
  });

  it('and it is not known what can happen: inconclusive, and how far that was searched', async ({
    expect,
  }) => {
    const ended = await elsewhere().run('simulate kafka-2.1 --seed 1 --runs 20 --max-states 1000'.split(' '));
    expect(ended.code).toBe(2);
    expect(ended.stdout).toMatch(
      /^Inconclusive\. Nothing was found, but never happened, or cannot happen within these bounds: controllerAlterPartition, controllerUnfence, some-partition-without-leader \(a search of [\d,]+ states came by none of it\)\.$/m,
    );
    expect(ended.stdout).not.toContain('Not waited for');
    expect(nextOf(ended).slice(0, 2)).toEqual(['simulate', 'kafka-2.1']);
  });

  it('and no step is possible at all: one run suffices to say so', async ({ expect }) => {
    const copy = copyOfTree({ 'model/mine/protocols/some.ts': counterFile() });
    const ended = await copy.run('simulate', 'some', '--most', '0', '--seed', '1');
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain('\n  1 run, 0 steps; 0 of 1 actions taken, 0 of 0 witnesses seen\n');
    expect(ended.stdout).toContain(
      '\nInconclusive. Nothing was found, but never happened, or cannot happen within these bounds: count.\n',
    );
  });

  it.for([
    ['the largest seed', '--seed 281474976710656 --runs 1'],
    ['the most runs', '--seed 1 --runs 9007199254740991 --steps 100'],
    ['the most steps', '--seed 1 --runs 1 --steps 9007199254740991'],
  ])('and there is no more than %s: what is next can be done', async ([, args], { expect }) => {
    const { run } = elsewhere();
    const ended = await run(`simulate kip-320 --brokers 2 ${args}`.split(' '));
    expect(ended.code).not.toBe(3);
    // That is refused for its name alone, and so for nothing else of it.
    const refused = await run(['simulate', 'kip-297', ...nextOf(ended).slice(2)]);
    expect(refused.stderr).toContain('There is no protocol kip-297.');
  });
});

describe.concurrent('the budgets of tidemark simulate', () => {
  it.for([1, 3])('%i runs are no more', async (runs, { expect }) => {
    const document = documentOf(
      await elsewhere().run(['simulate', 'kip-320', '--seed', '1', '--runs', String(runs), '--json']),
    );
    expect(document.runs).toBe(runs);
    expect(document.executedSteps).toBeGreaterThanOrEqual(runs * 19_000);
    expect(document.executedSteps).toBeLessThan(runs * (20_000 + 60));
  });

  it.for([
    [1, 60],
    [1000, 60],
    [45_000, 60],
    [45_000, 10],
  ] as const)('%i steps are kept to within one walk of %i', async ([steps, depth], { expect }) => {
    const args = `simulate kip-320 --seed 1 --steps ${steps} --depth ${depth} --json`.split(' ');
    const { executedSteps, runs } = documentOf(await elsewhere().run(args));
    expect(executedSteps).toBeGreaterThanOrEqual(steps);
    expect(executedSteps).toBeLessThan(steps + depth);
    // A walk that cannot go on counts for a run, and not here.
    expect(runs).toBeGreaterThanOrEqual(Math.ceil(steps / 20_000));
  });
});

describe.concurrent('tidemark simulate --json', () => {
  it('is one document, which says what the text says, and the rest is on standard error', async ({
    expect,
  }) => {
    const { run, trace } = elsewhere();
    const [json, text] = [await run([...KIP_279, '--json']), await run(KIP_279)];
    expect(json.code).toBe(0);
    const document = documentOf(json);
    expect(Object.keys(document).join()).toBe(KEYS);
    const { seconds, coverage, trace: steps, because, ...rest } = document;
    expect(rest).toEqual({
      protocol: 'kip-279',
      bounds: { brokers: 3, 'log-size': 2, records: 2, 'leader-epochs': 2 },
      limits: {},
      seed: 1,
      runs: 1,
      executedSteps: 7747,
      verdict: 'violated',
      property: 'strong-isr',
      steps: 10,
      foundIn: 18,
      certified: true,
      noShorterThan: 10,
    });
    expect(seconds).toBeGreaterThan(0);
    expect(steps).toEqual(trace(SAVED).steps);
    expect(because!.read.length).toBeGreaterThan(0);
    expect(Object.keys(coverage)).toEqual([
      'actions',
      'witnesses',
      'tested',
      'missing',
      'impossible',
      'abstractStates',
      'saturation',
    ]);
    expect(coverage).toMatchObject({ missing: [], abstractStates: 642, saturation: null });
    // Each executed step was that of one action.
    expect(Object.values(coverage.actions).reduce((sum, times) => sum + times, 0)).toBe(7747);
    expect(Object.keys(coverage.witnesses)).toHaveLength(4);
    expect(coverage.tested).toEqual({ 'strong-isr': 1 });
    // All that text has below its table.
    expect(text.stdout.endsWith(`\n\n${json.stderr}`)).toBe(true);
    expect(json.stderr.split('\n').map((line) => line.split(':')[0])).toEqual([
      `Saved in ${SAVED}.`,
      'found by',
      'That is as it is recorded.',
      'next',
      '',
    ]);
  });

  it('of what was not found has null where there is nothing to say, and the limits', async ({ expect }) => {
    const args = 'simulate kip-320 --seed 3 --runs 2 --limit controllerElectLeader=3 --json'.split(' ');
    const document = documentOf(await elsewhere().run(args));
    expect(Object.keys(document).join()).toBe(KEYS);
    expect(document).toMatchObject({
      limits: { controllerElectLeader: 3 },
      verdict: 'nothingFound',
      property: null,
      steps: null,
      foundIn: null,
      certified: null,
      noShorterThan: null,
      trace: null,
    });
    expect(document.coverage.saturation).toBeGreaterThan(0);
    expect(document.coverage.saturation).toBeLessThanOrEqual(1);
  });

  it.for([
    ['an unknown protocol', ['kip-297'], 'There is no protocol kip-297.'],
    ['a bad number', ['kip-279', '--seed', 'x'], '--seed must be a whole number'],
    ['an unknown option', ['kip-279', '--jobs', '2'], "Unknown option '--jobs'"],
  ] as const)('of %s is an error alone', async ([, args, message], { expect }) => {
    const ended = await elsewhere().run(['simulate', ...args, '--json']);
    expect(ended.code).toBe(3);
    const document = JSON.parse(ended.stdout) as { error: { message: string } };
    expect(Object.keys(document)).toEqual(['error']);
    expect(document.error.message).toContain(message);
    nextOf(ended);
  });
});

describe('tidemark simulate refuses', () => {
  it.for<[string, readonly string[], string]>([
    ['no protocol', [], "Missing required argument 'protocol'."],
    ['two protocols', ['kip-279', 'kip-320'], "Too many arguments for 'simulate'"],
    ['an unknown protocol', ['kip-297'], 'There is no protocol kip-297. Did you mean kip-279?'],
    [
      'an unknown property',
      ['kip-279', '--property', 'stronk-isr'],
      'There is no property stronk-isr. Did you mean strong-isr?',
    ],
    [
      'a property of other variables',
      ['kip-279', '--property', 'valid-high-watermark'],
      'valid-high-watermark speaks of variables that kip-279 does not have.',
    ],
    ['a seed that is no number', ['kip-279', '--seed', 'x'], '--seed must be a whole number'],
    [
      'a seed below 0',
      ['kip-279', '--seed', '-1'],
      '--seed must be a whole number from 0 to 281474976710656, and not -1.',
    ],
    [
      'a seed that is too large',
      ['kip-279', '--seed', '281474976710657'],
      '--seed must be a whole number from 0 to 281474976710656, and not 281474976710657.',
    ],
    ['a seed with a fraction', ['kip-279', '--seed', '1.5'], '--seed must be a whole number'],
    ['no seed', ['kip-279', '--seed'], "Option '--seed <n>' argument missing."],
    ['no run', ['kip-279', '--runs', '0'], '--runs must be a whole number of at least 1, and not 0.'],
    ['no step', ['kip-279', '--steps', '0'], '--steps must be a whole number of at least 1, and not 0.'],
    ['no depth', ['kip-279', '--depth', '0'], '--depth must be a whole number from 1 to 10000, and not 0.'],
    ['too much depth', ['kip-279', '--depth', '10001'], '--depth must be a whole number from 1 to 10000'],
    ['no state', ['kip-279', '--max-states', '0'], '--max-states must be a whole number of at least 1'],
    ['a bound out of range', ['kip-279', '--brokers', '99'], 'kip-279: --brokers must be a whole number'],
    ['a bound of another protocol', ['kip-279', '--max-offset', '2'], '--max-offset is no bound of kip-279.'],
    ['a limit of no action', ['kip-279', '--limit', 'write=1'], 'No protocol here has an action write.'],
    [
      'a limit without a number',
      ['kip-279', '--limit', 'leaderWrite'],
      '--limit takes an action and a number',
    ],
    ['an option of verify', ['kip-279', '--rewrite'], "Unknown option '--rewrite'"],
  ])('%s', async ([, args, message], { expect }) => {
    const ended = await tidemarkHere(['simulate', ...args]);
    expectRefusal(expect, ended, message);
    expect(['simulate --help', 'list']).toContain(nextOf(ended).join(' '));
  });
});

describe.concurrent('a model or a property that fails while it is simulated', () => {
  it('a property of states that throws is named, with its file and the way there', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/throws.ts': propertyFile(
        `({ replicas }) => { if (replicas[0]!.log.endOffset > 0) throw new Error('boom'); return true; }`,
      ),
    });
    const args = 'simulate kip-320 --property throws --brokers 2 --seed 1'.split(' ');
    const ended = await copy.run(...args);
    expectRefusal(
      expect,
      ended,
      'kip-320: the property throws failed: boom\nThe way there, within --brokers 2 --log-size 2 --records 2 --leader-epochs 2:\n 1  ',
      / replicas\[0\]\.log \[\]→\[r0@\d\].*\nMend properties\/mine\/throws\.ts, /,
    );
    const json = await copy.run(...args, '--json');
    const { error } = JSON.parse(json.stdout) as { error: { message: string; file: string } };
    expect(error.file).toBe('properties/mine/throws.ts');
    expect(json.stderr).toContain(error.message);
    expect(json.stderr).toBe(ended.stderr);
    expect(json.code).toBe(3);
    expect((await copy.run(...nextOf(ended))).stderr).toContain('the property throws failed: boom');
  });

  it('a property that throws in the initial state is named without steps', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/throws.ts': propertyFile(`() => { throw new Error('boom'); }`),
    });
    expectRefusal(
      expect,
      await copy.run('simulate', 'kip-320', '--seed', '1'),
      'kip-320: the property throws failed: boom\nIt was in the initial state.\nMend properties/mine/throws.ts, ',
    );
  });

  it('a property of steps that throws is named with the step it threw on', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/throws.ts': propertyFile(
        `(before, after, step) => { if (step.action === 'becomeLeader') throw new Error('boom'); return true; }`,
        'alwaysStep',
      ),
    });
    expectRefusal(
      expect,
      await copy.run('simulate', 'kip-320', '--property', 'throws', '--brokers', '2', '--seed', '1'),
      'kip-320: the property throws failed: boom\nThe way there, ',
      /^ ?\d+ {2}becomeLeader request=.*\nMend properties\/mine\/throws\.ts, /m,
    );
  });

  it.for([
    [
      'writes out of range',
      { then: 's.n += s.n > 0 ? 9 : 1' },
      'some: count failed: n cannot be 10: its range is 0 to 3.',
      / 1 {2}count {2}n 0→1\n 2 {2}count {3}<- count failed here\n/,
    ],
    [
      'throws',
      { then: `throw new Error('boom')` },
      'some: count failed: boom',
      / 1 {2}count {3}<- count failed here\n/,
    ],
    [
      'throws at the start',
      { initial: `{ throw new Error('boom'); }` },
      'some: the initial state failed: boom',
      /It was in the initial state\./,
    ],
    [
      'starts out of range',
      { initial: '{ s.n = 99; }' },
      'some: the initial state failed: n cannot be 99: its range is 0 to 3.',
      /It was in the initial state\./,
    ],
    ['ends its thread', { then: 'process.exit(0)' }, 'its thread has ended', /^some cannot be explored: /],
    [
      'does not do the same twice',
      { then: 's.n = 1 + (globalThis.times ^= 1)' },
      'some: ',
      /look for a clock, a random number/,
    ],
  ] as const)(
    'a protocol that %s is refused, with the way there',
    async ([, parts, head, way], { expect }) => {
      const copy = copyOfTree({
        'model/mine/protocols/some.ts': counterFile(parts),
        'properties/mine/small.ts': COUNTER_PROPERTY,
      });
      const ended = await copy.run('simulate', 'some', '--seed', '1');
      expectRefusal(expect, ended, head, way, /^Mend (?:model|properties)\/mine\/.*, or what it builds on/m);
      expect(copy.has('.tidemark')).toBe(false);
    },
  );

  it('a protocol that throws is named in the document too, with its file', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile({ then: `if (s.n > 0) throw new Error('boom'); s.n++` }),
      'properties/mine/small.ts': COUNTER_PROPERTY,
    });
    const ended = await copy.run('simulate', 'some', '--seed', '1', '--json');
    const { error } = JSON.parse(ended.stdout) as { error: { message: string; file: string } };
    expect(error.message).toContain('some: count failed: boom');
    expect(error.file).toBe('model/mine/protocols/some.ts');
    expect(ended.code).toBe(3);
  });
});

describe('the help of tidemark simulate', () => {
  it('names the exit codes, the bounds and an example that runs', async () => {
    const help = await tidemarkHere(['simulate', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const word of ['--seed <n>', '--save', '--leader-epochs <n>', '\nExit codes: 0 as recorded'])
      expect(help.stdout).toContain(word);
    const [, example] = /^Example: npx tidemark (simulate .+)$/m.exec(help.stdout)!;
    // As many as it does take half a minute.
    const ended = await elsewhere().run([...example!.split(' '), '--runs', '2']);
    expect(ended.code).toBe(0);
  });
});

describe('Ctrl-C of tidemark simulate', () => {
  const LARGE = 'simulate kip-320 --brokers 5 --leader-epochs 6 --seed 1 --runs 100000000'.split(' ');

  it('reports what was done so far, with exit code 2', async () => {
    const { cwd, has } = elsewhere();
    const ended = await interrupted(LARGE, /under way/, { cwd });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toBe('Interrupted: what was found so far follows. Once more ends it at once.\n');
    expect(ended.stdout).toMatch(
      /^ {2}[\d,]+ runs?, [\d,]+ steps; \d of 9 actions taken, \d of 4 witnesses seen$/m,
    );
    expect(ended.stdout).toContain('\nUnfinished: nothing was found until it was interrupted.\n');
    // Of what was interrupted, the runs that were done are done again.
    const [, runs] = /^ {2}([\d,]+) runs?, /m.exec(ended.stdout)!;
    expect(againOf(ended)).toEqual([...LARGE.slice(0, -1), runs!.replaceAll(',', '')]);
    expect(nextOf(ended).join(' ')).toBe(LARGE.join(' ').replace('--seed 1', '--seed 2'));
    expect(has('.tidemark')).toBe(false);
  });

  it('writes the JSON document, with larger bounds too', async () => {
    const bounds = ['--brokers', '8', '--log-size', '4', '--records', '4'];
    const ended = await interrupted([...LARGE, ...bounds, '--json'], /under way/, { cwd: elsewhere().cwd });
    expect(ended.code).toBe(2);
    expect(ended.stderr).not.toContain('did not stop');
    const document = documentOf(ended);
    expect(Object.keys(document).join()).toBe(KEYS);
    expect(document).toMatchObject({ verdict: 'unfinished', property: null, trace: null });
    expect(document.runs).toBeGreaterThan(0);
    expect(document.executedSteps).toBeGreaterThan(19_000);
  });

  // While everything shorter is searched, and, of so many states, while shortcuts still are.
  it.for([
    ['by default', []],
    ['of a billion states', ['--max-states', '1000000000']],
  ] as const)('does not lose a violation that is being shrunk, %s', async ([, states]) => {
    const { cwd, trace, run } = elsewhere();
    const bounds = '--brokers 5 --leader-epochs 4 --log-size 3 --records 3 --seed 1'.split(' ');
    const args = ['simulate', 'kip-320-first-try', '--property', 'strong-isr', ...bounds, ...states];
    const ended = await interrupted(args, /shrinking/, { cwd });
    // Nothing is recorded of these bounds.
    expect(ended.code).toBe(1);
    // It came to an end by itself, and did not have to be ended.
    expect(ended.stderr).not.toContain('did not stop');
    expect(ended.stdout).toMatch(/^ {2}✗ {2}strong-isr {2}violated in \d+ steps(, found as 29)?$/m);
    expect(ended.stdout).toMatch(/^ {5}no shorter than \d+ proven within [\d,]+ states?$/m);
    expect(trace(nextOf(ended)[1]!).steps.length).toBeLessThanOrEqual(29);
    expect((await run(nextOf(ended))).code).toBe(0);
  });

  it('does not lose a long violation of which steps are being left out', async () => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile().replace('to: 9, default: 3', 'to: 9999, default: 9999'),
      'properties/mine/small.ts': COUNTER_PROPERTY.replace('n < 2', 'n < 4000'),
    });
    const args = ['simulate', 'some', '--depth', '10000', '--seed', '1', '--json'];
    const ended = await interrupted(args, /shrinking/, { root: copy.root });
    expect(ended.code).toBe(1);
    // It came to an end by itself, and did not have to be ended.
    expect(ended.stderr).not.toContain('did not stop');
    expect(documentOf(ended)).toMatchObject({ verdict: 'violated', steps: 4000, foundIn: 4000 });
  });

  it('ends a property that does not return, after a while, and says so', async () => {
    const copy = copyOfTree({ 'properties/mine/endless.ts': propertyFile(ENDLESS) });
    const args = ['simulate', 'kip-320', '--property', 'endless', '--seed', '1', '--json'];
    const ended = await interrupted(args, /asked/, { root: copy.root });
    expect(ended.code).toBe(3);
    const { error } = JSON.parse(ended.stdout) as { error: { message: string } };
    expect(error.message).toContain(
      'kip-320 cannot be explored: it did not stop when it was to, and was ended',
    );
    expect(ended.stderr).not.toMatch(/^ {4}at /m);
    nextOf(ended);
  });
});
