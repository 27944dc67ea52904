import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { exhibitFile, withScenarios } from '../support/exhibits.js';
import { nextOf, propertyFile, start, tidemark, type Copy, type Ended } from '../support/tidemark.js';

const FILE = 'scenarios/museum/t01-forks.ts';
const TRACE = 'traces/t01-forks/strong-isr.trace';
const usual = (): Copy => withScenarios({ [FILE]: exhibitFile() });
/** That must hold, and does. */
const NEGATIVE = exhibitFile({ id: 'N1', title: 'Two logs do not part', flaw: null });
/** So large that no test waits for the end of it. */
const LARGE = exhibitFile({ flaw: null, fix: `bounded(kip320, { brokers: 4, leaderEpochs: 4 })` });
const lines = ({ stdout }: Ended): string[] => stdout.split('\n');

describe.concurrent('tidemark museum', () => {
  it('runs all exhibits, and prints a row for each', async ({ expect }) => {
    const copy = withScenarios({ 'scenarios/museum/n1-agrees.ts': NEGATIVE, [FILE]: exhibitFile() });
    const ended = await copy.run('museum');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(lines(ended)).toEqual([
      'exhibit  what goes wrong       property    flaw                  fix                  as expected',
      'N1       Two logs do not part  strong-isr  -                     holds, 5,973 states  yes',
      'T01      Two logs part         strong-isr  violated in 11 steps  holds, 5,973 states  yes',
      '',
      'All is as it is recorded or expected.',
      'next: npx tidemark museum N1',
      '',
    ]);
    expect((await copy.run('museum', '--jobs', '1')).stdout).toBe(ended.stdout);
    const coloured = await tidemark(['museum'], { root: copy.root, env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\x1b[');
    expect(stripVTControlCharacters(coloured.stdout)).toBe(ended.stdout);
  });

  it.for(['T01', 't1', 'T01-Forks'])('tells the story of one that is named: %s', async (name, { expect }) => {
    const ended = await usual().run('museum', name);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const told = lines(ended);
    expect(told.slice(0, 23)).toEqual([
      'T01  Two logs part',
      '     KAFKA-0000',
      '',
      'A follower and its leader disagree.',
      '',
      'Nobody notices.',
      '',
      'The flaw: epochs of one leader',
      '  t01-forks --brokers 2 --log-size 2 --records 3 --leader-epochs 2',
      '    at most 2 leaderWrite',
      '  ✗  strong-isr  violated in 11 steps',
      expect.stringMatching(/^ {5}[\d,]+ distinct states, depth 11: it stopped at the first violation$/),
      '',
      'The fix: epochs are compared',
      '  t01-forks-fixed --brokers 2 --log-size 2 --records 3 --leader-epochs 2',
      '    at most 2 leaderWrite',
      '  ✓  strong-isr  holds (put to the test 3,866 times)',
      '     5,973 distinct states, depth 17: every state that is reachable within these bounds',
      '',
      'How t01-forks violates strong-isr:',
      '  It asks: Below the high watermark of any replica that presumes to lead, every member of the true ISR has the same records.',
      ' 1  The controller elects replica 0: replica 0 is to lead in leader epoch 0.',
      '      controllerElectLeader newLeader=0',
    ]);
    expect(told).toContain('      replicas[0].log []→[r0@0]');
    expect(told.at(-2)).toBe('next: npx tidemark museum T01 --rewrite');
  });

  it('tells of one that must hold what it holds by', async ({ expect }) => {
    const copy = withScenarios({ 'scenarios/museum/n1-agrees.ts': NEGATIVE, [FILE]: exhibitFile() });
    const ended = await copy.run('museum', 'N1');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(
      'There is no flaw, and this must hold: epochs are compared\n  n1-agrees-fixed ',
    );
    expect(ended.stdout).not.toMatch(/T01|violate/);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
    expect((await copy.run('museum', 'n1,T01', 'N1')).stdout.match(/^[A-Z]\d+ {2}/gm)).toEqual([
      'N1  ',
      'T01  ',
    ]);
  });

  it('writes one JSON document', async ({ expect }) => {
    const copy = withScenarios({ 'scenarios/museum/n1-agrees.ts': NEGATIVE, [FILE]: exhibitFile() });
    const ended = await copy.run('museum', '--json');
    expect(ended.code).toBe(0);
    const fix = {
      verdict: 'holds',
      steps: null,
      distinctStates: 5973,
      complete: true,
      seconds: expect.any(Number) as unknown,
    };
    expect(JSON.parse(ended.stdout)).toEqual({
      exhibits: [
        { id: 'N1', title: 'Two logs do not part', flaw: null, fix, asExpected: true },
        {
          id: 'T01',
          title: 'Two logs part',
          flaw: {
            verdict: 'violated',
            steps: 11,
            distinctStates: expect.any(Number) as unknown,
            complete: false,
            seconds: expect.any(Number) as unknown,
          },
          fix,
          asExpected: true,
        },
      ],
    });
    expect(ended.stderr).toContain('All is as it is recorded or expected.');
    expect(nextOf(ended)).toEqual(['museum', 'N1']);
  });
});

describe.concurrent('an exhibit that is not as it says', () => {
  it.for<[string, Parameters<typeof exhibitFile>[0], readonly string[]]>([
    ['of other steps', { steps: 10 }, ['t01-forks: strong-isr: in 11 steps, and 10 are recorded.']],
    ['of other states', { states: 5972 }, ['t01-forks-fixed: 5973 distinct states, and 5972 are recorded.']],
    [
      'with a flaw that is none',
      { flaw: `limit(bounded(kip320, { brokers: 2, records: 3 }), { leaderWrite: 2 })` },
      ['t01-forks: strong-isr: holds, and violated is recorded.'],
    ],
    [
      'with a fix that mends nothing',
      { fix: `limit(bounded(kip101, { brokers: 2, records: 3 }), { leaderWrite: 2 })` },
      ['t01-forks-fixed: strong-isr: violated, and holds is recorded.'],
    ],
    [
      'with a fix that was never put to the test',
      { flaw: null, fix: `limit(kip320, { controllerElectLeader: 0 })`, states: 16 },
      ['t01-forks-fixed: strong-isr: holds vacuously, and the other way is recorded.'],
    ],
    [
      'with a fix that a bound cuts short which may not',
      { more: `free: ['leaderEpochs', 'records'],` },
      [
        't01-forks-fixed: it was cut short by --leader-epochs, which kept controllerElectLeader from happening 2,200 times.',
        't01-forks-fixed: it was cut short by --leader-epochs, which kept controllerShrinkIsr from happening 6,354 times.',
      ],
    ],
  ])('%s', async ([, parts, differences], { expect }) => {
    const copy = withScenarios({ [FILE]: exhibitFile(parts) });
    const ended = await copy.run('museum');
    expect(ended.code).toBe(1);
    expect(lines(ended)[1]).toMatch(/ no$/);
    expect(lines(ended).slice(3, -2)).toEqual([...differences, 'Not all is as it is recorded or expected.']);
    expect(nextOf(ended)).toEqual(['museum', 'T01']);
    const told = await copy.run('museum', 't01');
    expect(told.code).toBe(1);
    const json = await copy.run('museum', '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ exhibits: [{ asExpected: false }] });
    // The side that differs is searched again, and differs again.
    const again = await copy.run(...nextOf(told));
    expect(nextOf(told).slice(0, 2)).toEqual(['verify', differences[0]!.split(':')[0]]);
    expect(again.code).toBe(1);
    expect(again.stdout).toContain(differences[0]);
  });
});

describe('an exhibit that is not finished', () => {
  it('in its time is unfinished, with exit code 2', async () => {
    const ended = await withScenarios({ [FILE]: LARGE }).run('museum', '--time', '1');
    expect(ended).toMatchObject({ code: 2, stderr: '' });
    expect(lines(ended)[1]).toBe('T01      Two logs part    strong-isr  -     unfinished  unfinished');
    expect(ended.stdout).toContain('t01-forks-fixed is unfinished. To go further, raise --time.');
    expect(nextOf(ended)).toEqual(['museum', 'T01', '--time', '2']);
  });
  it('without the memory is told how to have more here', async () => {
    const ended = await withScenarios({ [FILE]: LARGE }).run('museum', 'T01', '--memory', '100');
    expect(ended.code).toBe(2);
    expect(ended.stdout).toMatch(
      /strong-isr {2}unfinished: no violation in \d+ steps?, where it had no more memory/,
    );
    expect(ended.stdout).toContain('t01-forks-fixed is unfinished. To go further, raise --memory.');
    expect(nextOf(ended)).toEqual(['museum', 'T01', '--memory', '200']);
  });
  it('before Ctrl-C is in the partial report, beside what was finished', async () => {
    // It says that it has begun, and on one thread that is when all that is larger has been finished.
    const fix = `{ ...kip320, initial: (s) => { console.error('begun'); kip320.initial(s); } }`;
    const last = exhibitFile({
      flaw: null,
      fix: `bounded(${fix}, { brokers: 4, leaderEpochs: 4 })`,
      states: 1,
    });
    const copy = withScenarios({ [FILE]: last, 'scenarios/museum/t02-forks.ts': exhibitFile({ id: 'T02' }) });
    const { child, ended, said } = start(['museum', '--json', '--jobs', '1'], { root: copy.root });
    await said(/begun/);
    process.kill(-child.pid!, 'SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(2);
    expect(stderr).toContain('Interrupted: what was found so far follows.');
    expect(JSON.parse(stdout)).toMatchObject({
      exhibits: [
        { id: 'T01', fix: { verdict: 'unfinished', complete: false, steps: null }, asExpected: false },
        { id: 'T02', flaw: { verdict: 'violated', steps: 11 }, fix: { verdict: 'holds' }, asExpected: true },
      ],
    });
  });
});

describe.concurrent('museum --rewrite', () => {
  it('writes the trace of the flaw, with its story, but keeps one that a person told there, and never a figure', async ({
    expect,
  }) => {
    const copy = usual();
    const exhibit = copy.read(FILE);
    const verdicts = copy.read('traces/verdicts.txt');
    const first = await copy.run('museum', '--rewrite');
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('The traces are written');
    const written = copy.read(TRACE).split('\n');
    const [head, rest] = [written[0], written.slice(5)];
    expect(head).toBe('# strong-isr is violated by t01-forks in 11 steps, the fewest there are.');
    expect(written.slice(1, 5)).toEqual([
      '#',
      '# A follower and its leader disagree.',
      '#',
      '# Nobody notices.',
    ]);
    expect(rest[0]).toBe(
      'verify t01-forks --property strong-isr --brokers 2 --log-size 2 --records 3 --leader-epochs 2',
    );
    copy.write(TRACE, [head, '#', '# Two leaders.', ...rest].join('\n'));
    const told = await copy.run('museum', 'T01', '--rewrite');
    expect(copy.read(TRACE)).toBe([head, '#', '# Two leaders.', ...rest].join('\n'));
    expect(nextOf(told)).toEqual(['replay', TRACE]);
    const replayed = await copy.run(...nextOf(told));
    expect(replayed.code).toBe(0);
    expect(replayed.stdout).toContain('strong-isr is violated by the last of 11 steps.');
    expect(copy.read(FILE)).toBe(exhibit);
    expect(copy.read('traces/verdicts.txt')).toBe(verdicts);
  });
  it('begins no search if a trace that it would write over cannot be read', async ({ expect }) => {
    const copy = usual();
    copy.write(TRACE, 'a story, and no trace\n');
    const ended = await copy.run('museum', '--rewrite');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(`${TRACE}:2: `);
    expect(copy.read(TRACE)).toBe('a story, and no trace\n');
  });
  it('writes nothing where the flaw is none', async ({ expect }) => {
    const copy = withScenarios({ [FILE]: exhibitFile({ flaw: null }) });
    const ended = await copy.run('museum', '--rewrite');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('Nothing was written.');
    expect(copy.has(TRACE)).toBe(false);
  });
});

describe.concurrent('what the museum cannot show', () => {
  it('is an exhibit that is not there: the nearest is named', async ({ expect }) => {
    const copy = usual();
    for (const [name, said] of [
      ['T02', 'There is no exhibit T02. Did you mean T01?'],
      ['t01-fork', 'There is no exhibit t01-fork. Did you mean T01?'],
      ['T01,', 'The id of an exhibit is missing'],
    ] as const) {
      const ended = await copy.run('museum', name);
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toContain(said);
      expect((await copy.run(...nextOf(ended))).code).toBe(0);
    }
  });
  it('is anything, where there is no exhibit', async ({ expect }) => {
    const ended = await withScenarios({}).run('museum');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('There is no exhibit: scenarios/museum/ has none.');
  });
  it.for<[string, Readonly<Record<string, string>>, string]>([
    [
      'a file that exports none',
      { [FILE]: 'export default 1;' },
      `${FILE}: it must default-export an exhibit`,
    ],
    [
      'one that throws',
      { [FILE]: exhibitFile({ flaw: `bounded(kip101, { brokers: 99 })` }) },
      `${FILE}: it throws while it is loaded: brokers must be a whole number from 1 to 16, and not 99. Mend it`,
    ],
    [
      'one of two of an id',
      { [FILE]: exhibitFile(), 'scenarios/museum/t01-parts.ts': exhibitFile() },
      `scenarios/museum/t01-parts.ts: the id T01 is taken by ${FILE} already.`,
    ],
    [
      'one with a property that is not there',
      { [FILE]: exhibitFile({ property: 'stronk-isr' }) },
      `${FILE}: There is no property stronk-isr. Did you mean strong-isr?`,
    ],
    [
      'one with a property of other variables',
      { [FILE]: exhibitFile({ property: 'valid-high-watermark' }) },
      `${FILE}: valid-high-watermark speaks of variables that t01-forks does not have.`,
    ],
    [
      'one with the name of a protocol',
      { 'scenarios/museum/kip-320.ts': exhibitFile() },
      'scenarios/museum/kip-320.ts: the name kip-320 is taken by model/replication/protocols/kip-320.ts already.',
    ],
    [
      'one with the name of the other side of another',
      { [FILE]: exhibitFile(), 'scenarios/museum/t01-forks-fixed.ts': exhibitFile({ id: 'T02' }) },
      `scenarios/museum/t01-forks-fixed.ts: the name t01-forks-fixed is taken by ${FILE} already.`,
    ],
    [
      'one whose property fails',
      {
        [FILE]: exhibitFile({ property: 'fails' }),
        'properties/mine/fails.ts': propertyFile(`() => { throw new Error('boom'); }`),
      },
      't01-forks: the property fails failed: boom',
    ],
  ])('is %s', async ([, files, said], { expect }) => {
    const copy = withScenarios(files);
    const ended = await copy.run('museum');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(said);
    expect(nextOf(ended).length).toBeGreaterThan(0);
    const json = await copy.run('museum', '--json');
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { message: expect.any(String) as unknown } });
  });
});

describe.concurrent('both sides of an exhibit are protocols', () => {
  it('that verify searches in their own cluster, and finds as the exhibit says', async ({ expect }) => {
    const copy = usual();
    const [flaw, fix] = await Promise.all(
      ['t01-forks', 't01-forks-fixed'].map((name) => copy.run('verify', name, '--property', 'strong-isr')),
    );
    expect([flaw!.code, fix!.code]).toEqual([0, 0]);
    expect(lines(flaw!).slice(0, 3)).toEqual([
      't01-forks --brokers 2 --log-size 2 --records 3 --leader-epochs 2',
      '  at most 2 leaderWrite',
      '  9,045 distinct states, 21,447 generated, depth 17',
    ]);
    expect(flaw!.stdout).toContain('the limit on leaderWrite kept leaderWrite from happening');
    expect(fix!.stdout).toContain('  5,973 distinct states, ');
  });
  it('of which --limit and bounds are others than they come with, and nothing is known then', async ({
    expect,
  }) => {
    const copy = usual();
    const verify = (...more: readonly string[]): Promise<Ended> =>
      copy.run('verify', 't01-forks', '--property', 'strong-isr', ...more);
    const [same, more, less, bounds] = await Promise.all([
      verify('--limit', 'leaderWrite=2'),
      verify('--limit', 'leaderWrite=3'),
      verify('--limit', 'leaderWrite=1'),
      verify('--records', '2'),
    ]);
    expect(same.stdout).toBe((await verify()).stdout);
    expect(more.code).toBe(1);
    expect(lines(more).slice(0, 2)).toEqual([
      't01-forks --brokers 2 --log-size 2 --records 3 --leader-epochs 2 --limit leaderWrite=3',
      '  15,055 distinct states, 34,265 generated, depth 18',
    ]);
    expect(more.stdout).toContain('t01-forks: strong-isr: violated, and holds is expected.');
    expect(less.code).toBe(0);
    expect(less.stdout).toContain('  1,995 distinct states, ');
    expect(bounds.code).toBe(1);
    expect(nextOf(bounds)).toEqual(['replay', '.tidemark/t01-forks/strong-isr.records-2.trace']);
  });
  it('that are searched where they are named, and not by verify without a name', async ({ expect }) => {
    const copy = usual();
    const { stdout } = await copy.run('verify', '--property', 'weak-isr', '--brokers', '2', '--records', '1');
    expect(stdout).not.toContain('t01');
    const unknown = await copy.run('verify', 't01-fork');
    expect(unknown.code).toBe(3);
    expect(unknown.stderr).toContain('There is no protocol t01-fork. Did you mean t01-forks?');
  });
  it('that verify does not record', async ({ expect }) => {
    const copy = usual();
    const ended = await copy.run('verify', 't01-forks-fixed', '--rewrite');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(`What is known of an exhibit is written in ${FILE}`);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
  });
  it('but for one that must hold, which has no side with a flaw', async ({ expect }) => {
    const copy = withScenarios({ 'scenarios/museum/n1-agrees.ts': NEGATIVE });
    const ended = await copy.run('verify', 'n1-agrees');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(
      'N1 must hold, and has no side with a flaw: its protocol is n1-agrees-fixed.',
    );
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
  });
  it('that are walked at random, and whose traces are shrunk and replayed within their limits', async ({
    expect,
  }) => {
    const copy = usual();
    const simulate = ['simulate', 't01-forks', '--property', 'strong-isr', '--seed', '1'];
    const found = await copy.run(...simulate);
    expect(found.code).toBe(0);
    expect(found.stdout).toContain('violated in 11 steps');
    expect(found.stdout).toContain('That is as it is recorded.');
    const saved = '.tidemark/t01-forks/strong-isr.trace';
    expect(nextOf(found)).toEqual(['replay', saved]);
    expect((await copy.run('replay', saved)).code).toBe(0);
    const shrunk = await copy.run('shrink', saved, '--save');
    expect(shrunk.code).toBe(0);
    expect(copy.read(TRACE)).toBe(copy.read(saved).replace(/^# Found by: .*\n/m, ''));
    // There is room for a third record, but for the limit.
    const third = (options: string): string =>
      [
        '# Three records.',
        `verify t01-forks --property strong-isr --log-size 3${options}`,
        '----',
        '1 controllerElectLeader newLeader=0',
        '2 becomeLeader request=0',
        ...[3, 4, 5].map((n) => `${n} leaderWrite leader=0`),
      ].join('\n');
    copy.write('mine.trace', third(''));
    const refused = await copy.run('replay', 'mine.trace');
    expect(refused.stdout).toContain(
      'Step 5, leaderWrite, is not possible there: limit leaderWrite leaves no',
    );
    copy.write('mine.trace', third(' --limit leaderWrite=3'));
    const allowed = await copy.run('replay', 'mine.trace');
    expect(allowed.stdout).toContain(' 5  Replica 0 is sent r2: ');
  });
});
