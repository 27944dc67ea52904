import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENDLESS, interrupted } from '../support/interrupted.js';
import { describe, expect, it } from 'vitest';
import { decides } from '#checker/decides';
import { follow, type TraceStep } from '#checker/trace';
import { parseTrace, printTrace, type TraceFile } from '#checker/trace-text';
import { EFFORT } from '#explore/effort';
import { Stage } from '#explore/stage';
import kip279 from '#model/replication/protocols/kip-279';
import kip320FirstTry from '#model/replication/protocols/kip-320-first-try';
import strongIsr from '#properties/replication/strong-isr';
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
import { searchOf, stepOf, walk } from '../support/walks.js';

const GOLDEN = 'traces/kip-279/strong-isr.trace';
const golden = readFileSync(new URL(`../../${GOLDEN}`, import.meta.url), 'utf8');
const COMMAND = 'verify kip-279 --property strong-isr --brokers 3 --log-size 2 --records 2 --leader-epochs 2';
const SAVED = '.tidemark/kip-279/strong-isr.trace';
const HEAD = '# strong-isr is violated by kip-279.';
const SHORTEST = '\n     shortest: no violation of this property in fewer steps exists within these bounds\n';
const search = searchOf(kip279, { 'strong-isr': strongIsr });

/** A folder with a trace of this text, to shrink it there. */
function folderWith(text: string, name = 'some.trace') {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, name), text);
  const run = (args: readonly string[]): Promise<Ended> => tidemark(args, { cwd });
  return {
    cwd,
    run,
    shrink: (...args: readonly string[]) => run(['shrink', name, ...args]),
    read: (file: string): string => readFileSync(join(cwd, file), 'utf8'),
    has: (file: string): boolean => existsSync(join(cwd, file)),
  };
}
/** A trace of these steps, as it is written by hand. */
const handWritten = (steps: readonly TraceStep[], command = COMMAND): string =>
  [
    HEAD,
    command,
    '----',
    ...steps.map(({ action, chosen }, i) =>
      [i + 1, action, ...Object.entries(chosen).map(([name, value]) => `${name}=${String(value)}`)].join(' '),
    ),
    '',
  ].join('\n');

/** Whether these steps are possible, and the last of them violates it. */
const violates = (steps: readonly TraceStep[]): boolean => {
  try {
    return decides(strongIsr, kip279, search.bounds, steps);
  } catch {
    return false;
  }
};
/** A behaviour that shows the same with more steps, each inserted where it is possible and hinders none that follows. */
function lengthened({ steps: short }: TraceFile, by: number): TraceStep[] {
  const stage = new Stage(search);
  let steps = [...short];
  for (let at = 0; at < steps.length - 1 && steps.length < short.length + by; at++) {
    stage.begin();
    const { visited } = follow(kip279, search.bounds, steps.slice(0, at));
    for (const { step } of visited.slice(1)) stage.take(stage.machine.choiceOf(step as never)!);
    const longer = stage
      .enabled()
      .map((choice) => {
        const { action, chosen } = stage.machine.stepHere(choice)!;
        return steps.toSpliced(at, 0, stepOf(action, chosen as TraceStep['chosen']));
      })
      .find((some) => violates(some) && some.every((_, n) => n === 0 || !violates(some.slice(0, n))));
    if (longer) steps = longer;
  }
  return steps;
}

describe.concurrent('tidemark shrink', () => {
  it('leaves a golden trace as long as it is, and says the same twice', async ({ expect }) => {
    const { run, read } = folderWith(golden);
    const [one, other] = [await run(['shrink', 'some.trace']), await run(['shrink', 'some.trace'])];
    expect(other).toEqual(one);
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one.stdout).toMatch(/^kip-279 --brokers 3 --log-size 2 --records 2 --leader-epochs 2\n/);
    expect(one.stdout).toContain(`\n  ✗  strong-isr  violated in 10 steps${SHORTEST}`);
    expect(one.stdout).toContain(`\nSaved in ${SAVED}.\n`);
    expect(nextOf(one)).toEqual(['replay', SAVED]);
    expect((await run(nextOf(one))).code).toBe(0);
    // What it was given stays; and what it wrote holds the same steps, without the story.
    expect(read('some.trace')).toBe(golden);
    expect(parseTrace(read(SAVED))).toEqual({ ...parseTrace(golden), story: [] });
    expect(read(SAVED)).toMatch(/^# strong-isr is violated by kip-279 in 10 steps, the fewest there are\.\n/);
  });

  it('makes one into which possible steps were inserted the shortest', async ({ expect }) => {
    const steps = lengthened(parseTrace(golden), 5);
    expect(steps.length).toBeGreaterThanOrEqual(13);
    const { run, shrink, read } = folderWith(
      printTrace({ ...parseTrace(golden), steps }, kip279, { howShort: 'as it was found' }),
    );
    // It is one: else there would be nothing to shrink.
    expect((await run(['replay', 'some.trace'])).code).toBe(0);
    const ended = await shrink();
    expect(ended.stdout).toContain(
      `✗  strong-isr  violated in 10 steps, found as ${steps.length}${SHORTEST}`,
    );
    expect(ended.code).toBe(0);
    expect(parseTrace(read(SAVED)).steps).toHaveLength(10);
    expect((await run(nextOf(ended))).code).toBe(0);
  });

  it('makes one that a walk has found the shortest, written by hand without what it changes', async ({
    expect,
  }) => {
    const { violated, steps } = walk(search, 1, EFFORT);
    expect(violated).toBe('strong-isr');
    expect(steps.length).toBeGreaterThan(10);
    const { run, shrink, read } = folderWith(handWritten(steps));
    const ended = await shrink();
    expect(ended.stdout).toContain(
      `✗  strong-isr  violated in 10 steps, found as ${steps.length}${SHORTEST}`,
    );
    expect(ended.code).toBe(0);
    expect(parseTrace(read(SAVED)).steps).toHaveLength(10);
    expect((await run(nextOf(ended))).code).toBe(0);
  });

  it('ends at the first violation of a trace that goes on', async ({ expect }) => {
    const { steps } = parseTrace(golden);
    const { shrink } = folderWith(
      handWritten([...steps, stepOf('becomeFollower', { request: 2, follower: 2 })]),
    );
    const ended = await shrink();
    expect(ended.stdout).toContain(`✗  strong-isr  violated in 10 steps, found as 11${SHORTEST}`);
    expect(ended.code).toBe(0);
  });

  it('takes a trace without steps for the initial state', async ({ expect }) => {
    const { run, shrink } = folderWith(handWritten([], 'verify kip-320 --property published-leader-in-isr'));
    const ended = await shrink();
    expect(ended.stdout).toContain(`✗  published-leader-in-isr  violated in 0 steps${SHORTEST}`);
    expect(ended.code).toBe(0);
    expect((await run(nextOf(ended))).code).toBe(0);
  });

  it('says of something to be seen that it is, and not that it is violated', async ({ expect }) => {
    const steps = [
      stepOf('controllerElectLeader', { newLeader: 0 }),
      stepOf('becomeLeader', { request: 0 }),
      stepOf('becomeFollower', { request: 0, follower: 1 }),
      stepOf('leaderWrite', { leader: 0 }),
      stepOf('leaderShrinkIsr', { leader: 0, follower: 1 }),
      stepOf('leaderShrinkIsr', { leader: 0, follower: 2 }),
      stepOf('leaderIncHighWatermark', { leader: 0 }),
    ];
    const { shrink } = folderWith(handWritten(steps, COMMAND.replace('strong-isr', 'some-record-commits')));
    const ended = await shrink();
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/some-record-commits .*\b6 steps, found as 7\n/);
    expect(ended.stdout).not.toContain('violated in');
  });

  it('keeps to the limits of its command, and to its bounds', async ({ expect }) => {
    const command = `${COMMAND.replace('--records 2', '--records 1')} --limit controllerElectLeader=3 --limit leaderShrinkIsr=1`;
    const { steps } = parseTrace(golden);
    const { run, shrink, read } = folderWith(handWritten(steps, command));
    const ended = await shrink();
    expect(ended.stdout).toMatch(/^kip-279 --brokers 3 --log-size 2 --records 1 --leader-epochs 2\n/);
    expect(ended.stdout).toContain(`✗  strong-isr  violated in 10 steps${SHORTEST}`);
    expect(ended.code).toBe(0);
    const [replay, path] = nextOf(ended) as [string, string];
    expect(replay).toBe('replay');
    expect(read(path).split('\n')[1]).toBe(command);
    expect((await run(nextOf(ended))).code).toBe(0);
  });

  it('says how much is proven where the states did not suffice, with exit code 2', async ({ expect }) => {
    const { run, shrink, read } = folderWith(golden);
    const ended = await shrink('--max-states', '1');
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain('✗  strong-isr  violated in 10 steps\n');
    expect(ended.stdout).toMatch(/^ {5}no shorter than 2 proven within 7 states$/m);
    expect(read(SAVED)).toMatch(
      /^# strong-isr is violated by kip-279 in 10 steps, and in no fewer than 2\.\n/,
    );
    expect(nextOf(ended).join(' ')).toBe(COMMAND);
    expect((await run([...nextOf(ended), '--stop-at-first'])).stdout).toContain(
      '✗  strong-isr  violated in 10 steps',
    );
  });

  it('names a file with a space in its name as a shell takes it', async ({ expect }) => {
    const { run } = folderWith(handWritten([]), 'some trace.trace');
    const ended = await run(['shrink', 'some trace.trace']);
    expect(ended.code).toBe(3);
    expect(nextOf(ended).join(' ')).toBe("replay 'some trace.trace'");
  });
});

describe.concurrent('tidemark shrink --save', () => {
  it('leaves a golden trace that is as short', async ({ expect }) => {
    const copy = copyOfTree();
    const ended = await copy.run('shrink', GOLDEN, '--save');
    expect(ended.stdout).toContain(`\n${GOLDEN} is as short, and stays as it is.\n`);
    expect(copy.read(GOLDEN)).toBe(golden);
    expect(copy.has('.tidemark')).toBe(false);
    expect(ended.code).toBe(0);
  });

  it('shortens a golden trace in place, and keeps its story', async ({ expect }) => {
    const copy = copyOfTree();
    const long = { ...parseTrace(golden), steps: walk(search, 1, EFFORT).steps };
    copy.write(GOLDEN, printTrace(long, kip279, { howShort: 'as it was found' }));
    const ended = await copy.run('shrink', GOLDEN, '--save');
    expect(ended.stdout).toContain(`\nSaved in ${GOLDEN}.\n`);
    const { story, steps } = parseTrace(copy.read(GOLDEN));
    expect(long.story.length).toBeGreaterThan(5);
    expect(story).toEqual(long.story);
    expect(steps).toHaveLength(10);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
  });
});

describe('a trace that cannot be shrunk', () => {
  const first = ' 1  controllerElectLeader newLeader=0';
  it.for<[string, readonly string[], string]>([
    [
      'shows nothing',
      [HEAD, COMMAND, '----', first],
      'some.trace: strong-isr is not decided by any of its steps: there is nothing to shrink.',
    ],
    [
      'has no steps and shows nothing',
      [HEAD, COMMAND, '----'],
      'some.trace: strong-isr is not decided by any',
    ],
    [
      'is not possible',
      [HEAD, COMMAND, '----', first, ' 2  leaderWrite leader=0'],
      'Step 2, leaderWrite, is not possible there: leaderWrite may not choose this leader.',
    ],
    [
      'takes an action that there is not',
      [HEAD, COMMAND, '----', ' 1  elect newLeader=0'],
      'Step 1, elect, is not possible there: there is no action elect',
    ],
    [
      'goes beyond its limit',
      [
        HEAD,
        `${COMMAND} --limit controllerElectLeader=1`,
        '----',
        first,
        ' 2  controllerElectLeader newLeader=1',
      ],
      'Step 2, controllerElectLeader, is not possible there: ',
    ],
    ['is empty', [''], 'some.trace:1: a trace begins with a comment'],
    [
      'has a line that is no step',
      [HEAD, COMMAND, '----', 'and so on'],
      'some.trace:4: "and so on" is no step',
    ],
    [
      'names an unknown protocol',
      [HEAD, '# story', 'verify kip-297 --property strong-isr', '----'],
      'some.trace:3: There is no protocol kip-297. Did you mean kip-279?',
    ],
    [
      'names an unknown property',
      [HEAD, 'verify kip-279 --property stronk-isr', '----'],
      'some.trace:2: There is no property stronk-isr. Did you mean strong-isr?',
    ],
    [
      'has a bound that the protocol does not declare',
      [HEAD, 'verify kip-279 --property strong-isr --max-offset 2', '----'],
      'some.trace:2: --max-offset is no bound of kip-279.',
    ],
    [
      'has a bound out of range',
      [HEAD, 'verify kip-279 --property strong-isr --brokers 99', '----'],
      'some.trace:2: --brokers must be a whole number from 1 to 16, and not 99.',
    ],
    [
      'limits an unknown action',
      [HEAD, 'verify kip-279 --property strong-isr --limit write=1', '----'],
      'some.trace:2: limit: there is no action write',
    ],
    [
      'asks for a property of other variables',
      [HEAD, 'verify kip-279 --property valid-high-watermark', '----'],
      'some.trace:2: valid-high-watermark speaks of variables that kip-279 does not have.',
    ],
  ])('because it %s is refused', async ([, lines, message], { expect }) => {
    const path = join(temporaryFolder(), 'some.trace');
    writeFileSync(path, lines.join('\n'));
    const ended = await tidemarkHere(['shrink', path]);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toBe('');
    expect(ended.stderr.replaceAll(path, 'some.trace')).toContain(message);
    expect(ended.stderr).toContain(path);
    expect(ended.stderr.trim().split('\n')).toHaveLength(2);
    expect(ended.stderr).not.toMatch(/^ {4}at |failed:/m);
    expect([`replay ${path}`, `shrink ${path}`]).toContain(nextOf(ended).join(' '));
  });

  it.for<[string, readonly string[], string]>([
    ['no trace', [], "Missing required argument 'trace'."],
    ['two traces', [GOLDEN, GOLDEN], "Too many arguments for 'shrink'"],
    ['a file that is not there', ['nowhere.trace'], 'nowhere.trace: there is no such file. Name a trace'],
    ['a folder', ['traces'], 'traces: it is a directory. Name a trace'],
    [
      'no states',
      [GOLDEN, '--max-states', '0'],
      '--max-states must be a whole number of at least 1, and not 0.',
    ],
    ['states that are no number', [GOLDEN, '--max-states', 'x'], '--max-states must be a whole number'],
    ['a seed', [GOLDEN, '--seed', '1'], "Unknown option '--seed'"],
    ['a bound', [GOLDEN, '--brokers', '3'], "Unknown option '--brokers'"],
  ])('with %s is refused, and the help is next', async ([, args, message], { expect }) => {
    const ended = await tidemarkHere(['shrink', ...args]);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(message);
    expect(nextOf(ended)).toEqual(['shrink', '--help']);
  });
});

describe.concurrent('a model or a property that fails while a trace is shrunk', () => {
  const counterProperty = (claim: string): string => `import { always, record, upTo } from '#checker/dsl';

/** It is there for a test. */
export default always(record({ n: upTo((bounds) => bounds.most) }), ({ n }) => ${claim});
`;
  const counted = (n: number): string =>
    [
      '# it is violated',
      'verify some --property small --most 3',
      '----',
      ...Array.from({ length: n }, (_, i) => ` ${i + 1}  count`),
      '',
    ].join('\n');

  it.for([
    [
      'an action that throws',
      { then: `if (s.n > 0) throw new Error('boom'); s.n++` },
      'n < 2',
      2,
      'some.trace: it cannot be taken: boom',
    ],
    [
      'an initial state that throws',
      { initial: `{ throw new Error('boom'); }` },
      'n < 2',
      2,
      'some.trace: it cannot be taken: boom',
    ],
    [
      'a property that throws',
      {},
      `{ if (n > 0) throw new Error('boom'); return true; }`,
      2,
      'some: the property small failed: boom',
    ],
  ] as const)('%s is named', async ([, parts, claim, steps, message], { expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile(parts),
      'properties/mine/small.ts': counterProperty(claim),
      'some.trace': counted(steps),
    });
    const ended = await copy.run('shrink', 'some.trace');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/^ {4}at |offset is out of bounds/m);
    nextOf(ended);
    expect(copy.has('.tidemark')).toBe(false);
  });

  it('what does not fail is shrunk', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile(),
      'properties/mine/small.ts': counterProperty('n < 2'),
      'some.trace': counted(3),
    });
    const ended = await copy.run('shrink', 'some.trace');
    expect(ended.stdout).toContain(`✗  small  violated in 2 steps, found as 3${SHORTEST}`);
    expect(ended.code).toBe(0);
  });
});

describe('the help of tidemark shrink', () => {
  it('names the exit codes, and an example that runs', async () => {
    const help = await tidemarkHere(['shrink', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const word of ['--max-states <n>', '--save', '\nExit codes: 0 as recorded'])
      expect(help.stdout).toContain(word);
    const [, example] = /^Example: npx tidemark (shrink .+)$/m.exec(help.stdout)!;
    const copy = copyOfTree();
    expect((await copy.run(...example!.split(' '))).code).toBe(0);
  });
});

describe('Ctrl-C of tidemark shrink', () => {
  const LARGE =
    'verify kip-320-first-try --property strong-isr --brokers 5 --log-size 3 --records 3 --leader-epochs 4';
  const bounds = { brokers: 5, logSize: 3, records: 3, leaderEpochs: 4 };

  // While everything shorter is searched, and, of so many states, while shortcuts still are.
  it.for([
    ['by default', []],
    ['of a billion states', ['--max-states', '1000000000']],
  ] as const)('reports what it has, with exit code 2, %s', async ([, states]) => {
    const { steps } = walk(searchOf(kip320FirstTry, { 'strong-isr': strongIsr }, bounds), 1, EFFORT);
    const { cwd, run } = folderWith(handWritten(steps, LARGE));
    const result = await interrupted(['shrink', 'some.trace', ...states], /begun/, { cwd });
    expect(result.code).toBe(2);
    expect(result.stdout).toMatch(/^ {2}✗ {2}strong-isr {2}violated in \d+ steps/m);
    expect(result.stdout).toMatch(/^ {5}no shorter than \d+ proven within [\d,]+ states?$/m);
    const saved = /^Saved in (.+)\.$/m.exec(result.stdout)![1]!;
    expect((await run(['replay', saved])).code).toBe(0);
    expect(nextOf(result).join(' ')).toBe(LARGE);
  });

  it('ends a property that does not return, after a while, and says so', async () => {
    const copy = copyOfTree({
      'properties/mine/endless.ts': propertyFile(ENDLESS),
      'some.trace': handWritten([], 'verify kip-320 --property endless'),
    });
    const result = await interrupted(['shrink', 'some.trace'], /asked/, { root: copy.root });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain(
      'kip-320 cannot be explored: it did not stop when it was to, and was ended',
    );
    nextOf(result);
  });
});
