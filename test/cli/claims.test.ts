import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { claimFile, notYetFile } from '../support/claims.js';
import { withScenarios } from '../support/exhibits.js';
import { nextOf, propertyFile, start, tidemark, type Copy, type Ended } from '../support/tidemark.js';

const FILE = 'scenarios/claims/g1-agree.ts';
const BREAKS = 'traces/g1-agree-breaks/strong-isr.trace';
const AS_SHIPPED = `asShipped: { is: 'as it was first', protocol: limit(bounded(kip101, { brokers: 2, records: 3 }), { leaderWrite: 2 }), steps: { 'strong-isr': 11 } },`;
const usual = (more: Readonly<Record<string, string>> = {}): Copy =>
  withScenarios({ [FILE]: claimFile(), ...more });
const several = (): Copy =>
  usual({
    'scenarios/claims/u2-read.ts': notYetFile('U2'),
    'scenarios/claims/e10-agree.ts': claimFile({ id: 'E10', text: 'Ten.', more: AS_SHIPPED }),
    'scenarios/claims/e9-agree.ts': claimFile({
      id: 'E9',
      text: 'Nine.',
      properties: ['strong-isr', 'weak-isr'],
      steps: { 'strong-isr': 11, 'weak-isr': 11 },
    }),
  });
const lines = ({ stdout }: Ended): string[] => stdout.split('\n');
/** The time alone is another one each time. */
const timeless = (text: string): string => text.replace(/[\d.]+ s in all\.$/m, '- s in all.');

describe.concurrent('tidemark claims', () => {
  it('runs every side of every claim, in the order in which they are told', async ({ expect }) => {
    const copy = several();
    const ended = await copy.run('claims');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(lines({ ...ended, stdout: timeless(ended.stdout) })).toEqual([
      '     side        where                 property    found                 as expected',
      'G1   Two logs agree.',
      '     holds       epochs are compared   strong-isr  holds, 5,973 states   yes',
      '     breaks      epochs of one leader  strong-isr  violated in 11 steps  yes',
      'E9   Nine.',
      '     holds       epochs are compared   strong-isr  holds, 5,973 states   yes',
      '     holds       epochs are compared   weak-isr    holds, 5,973 states   yes',
      '     breaks      epochs of one leader  strong-isr  violated in 11 steps  yes',
      '     breaks      epochs of one leader  weak-isr    violated in 11 steps  yes',
      'E10  Ten.',
      '     holds       epochs are compared   strong-isr  holds, 5,973 states   yes',
      '     breaks      epochs of one leader  strong-isr  violated in 11 steps  yes',
      '     as shipped  as it was first       strong-isr  violated in 11 steps  yes',
      'U2   A message is read once.',
      '     not yet: there is no reader',
      '',
      'All is as it is recorded or expected.',
      expect.stringMatching(/^8 searches, [\d,]+ states, - s in all\.$/),
      'next: npx tidemark claims G1',
      '',
    ]);
    expect(timeless((await copy.run('claims', '--jobs', '1')).stdout)).toBe(timeless(ended.stdout));
    const coloured = await tidemark(['claims'], { root: copy.root, env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\x1b[');
    expect(timeless(stripVTControlCharacters(coloured.stdout))).toBe(timeless(ended.stdout));
  });

  it.for(['G1', 'g1', 'G1-Agree'])('tells of one that is named: %s', async (name, { expect }) => {
    const copy = withScenarios({ [FILE]: claimFile({ more: `meaning: 'Of two brokers.',` }) });
    const ended = await copy.run('claims', name);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const told = lines(ended);
    expect(told.slice(0, 25)).toEqual([
      'G1   Two logs agree.',
      '',
      'What is meant: Of two brokers.',
      '',
      'A follower asks its leader.',
      '',
      'It is answered.',
      '',
      'It holds: epochs are compared',
      '  g1-agree --brokers 2 --log-size 2 --records 3 --leader-epochs 2',
      '    at most 2 leaderWrite',
      '  ✓  strong-isr  holds (put to the test 3,866 times)',
      '     5,973 distinct states, depth 17: every state that is reachable within these bounds',
      '',
      'It breaks: epochs of one leader',
      '  g1-agree-breaks --brokers 2 --log-size 2 --records 3 --leader-epochs 2',
      '    at most 2 leaderWrite',
      '  ✗  strong-isr  violated in 11 steps',
      expect.stringMatching(/^ {5}[\d,]+ distinct states, depth 11: it stopped at the first violation$/),
      '',
      'How g1-agree-breaks violates strong-isr:',
      '  It asks: Below the high watermark of any replica that presumes to lead, every member of the true ISR has the same records.',
      ' 1  The controller elects replica 0: replica 0 is to lead in leader epoch 0.',
      '      controllerElectLeader newLeader=0',
      expect.stringMatching(/^ {6}quorum\.leaderEpoch /),
    ]);
    expect(told.at(-3)).toMatch(/^2 searches, [\d,]+ states, [\d.]+ s in all\.$/);
    expect(nextOf(ended)).toEqual(['claims', 'G1', '--rewrite']);
  });

  it('tells how each property is violated, and on each side', async ({ expect }) => {
    const ended = await several().run('claims', 'E9,e10', 'U2');
    expect(ended.stdout.match(/^[A-Z]\d+ {2}.*|^How .*/gm)).toEqual([
      'E9   Nine.',
      'How e9-agree-breaks violates strong-isr:',
      'How e9-agree-breaks violates weak-isr:',
      'E10  Ten.',
      'How e10-agree-breaks violates strong-isr:',
      'How e10-agree-as-shipped violates strong-isr:',
      'U2   A message is read once.',
    ]);
    expect(ended.stdout).toContain('\nAs Kafka is shipped: as it was first\n');
  });

  it('says of a claim that cannot be shown yet what is missing', async ({ expect }) => {
    const ended = await several().run('claims', 'U2');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('It is of what consumers do.\n\n     not yet: there is no reader\n');
    expect(nextOf(ended)).toEqual(['claims']);
    const alone = await withScenarios({ 'scenarios/claims/u2-read.ts': notYetFile('U2') }).run('claims');
    expect(alone.code).toBe(0);
    expect(nextOf(alone)).toEqual(['list']);
  });

  it('writes one JSON document', async ({ expect }) => {
    const copy = several();
    const ended = await copy.run('claims', 'G1', 'U2', '--json');
    expect(ended.code).toBe(0);
    const row = {
      property: 'strong-isr',
      bounds: { brokers: 2, 'log-size': 2, records: 3, 'leader-epochs': 2 },
      limits: { leaderWrite: 2 },
      seconds: expect.any(Number) as unknown,
      trace: null,
      asExpected: true,
    };
    expect(JSON.parse(ended.stdout)).toEqual({
      claims: [
        {
          id: 'G1',
          text: 'Two logs agree.',
          rows: [
            {
              ...row,
              side: 'holds',
              scenario: 'g1-agree',
              verdict: 'holds',
              steps: null,
              distinctStates: 5973,
              complete: true,
            },
            {
              ...row,
              side: 'breaks',
              scenario: 'g1-agree-breaks',
              verdict: 'violated',
              steps: 11,
              distinctStates: expect.any(Number) as unknown,
              complete: false,
            },
          ],
        },
        { id: 'U2', text: 'A message is read once.', notYet: 'there is no reader', rows: [] },
      ],
    });
    expect(ended.stderr).toContain('All is as it is recorded or expected.\n2 searches, ');
    expect(nextOf(ended)[0]).toBe('claims');
  });
});

describe.concurrent('a claim that is not as it says', () => {
  it.for<[string, Parameters<typeof claimFile>[0], readonly string[]]>([
    [
      'of other steps',
      { steps: { 'strong-isr': 10 } },
      ['g1-agree-breaks: strong-isr: in 11 steps, and 10 are recorded.'],
    ],
    ['of other states', { states: 5972 }, ['g1-agree: 5973 distinct states, and 5972 are recorded.']],
    [
      'without what breaks it',
      { breaks: `limit(bounded(kip320, { brokers: 2, records: 3 }), { leaderWrite: 2 })` },
      ['g1-agree-breaks: strong-isr: holds, and violated is recorded.'],
    ],
    [
      'that does not hold',
      { holds: `limit(bounded(kip101, { brokers: 2, records: 3 }), { leaderWrite: 2 })` },
      ['g1-agree: strong-isr: violated, and holds is recorded.'],
    ],
    [
      'that was never put to the test',
      { holds: `limit(kip320, { controllerElectLeader: 0 })`, states: 16 },
      ['g1-agree: strong-isr: holds vacuously, and the other way is recorded.'],
    ],
    [
      'that a bound cuts short which may not',
      { more: `free: ['leaderEpochs'],` },
      [
        'g1-agree: it was cut short by --leader-epochs, which kept controllerElectLeader from happening 2,200 times.',
        'g1-agree: it was cut short by --leader-epochs, which kept controllerShrinkIsr from happening 6,354 times.',
      ],
    ],
  ])('%s', async ([, parts, differences], { expect }) => {
    const copy = withScenarios({ [FILE]: claimFile(parts) });
    const ended = await copy.run('claims');
    expect(ended.code).toBe(1);
    expect(ended.stdout.match(/ {2}no$/gm)).toHaveLength(1);
    expect(lines(ended).slice(lines(ended).indexOf('') + 1, -3)).toEqual([
      ...differences,
      'Not all is as it is recorded or expected.',
    ]);
    expect(nextOf(ended)).toEqual(['claims', 'G1']);
    const told = await copy.run('claims', 'g1');
    expect(told.code).toBe(1);
    const json = await copy.run('claims', '--json');
    expect(json.code).toBe(1);
    expect(json.stdout.match(/"asExpected": false/g)).toHaveLength(1);
    // What differs is searched again, and differs again.
    const again = await copy.run(...nextOf(told));
    expect(nextOf(told).slice(0, 2)).toEqual(['verify', differences[0]!.split(':')[0]]);
    expect(again.code).toBe(1);
    expect(again.stdout).toContain(differences[0]);
  });

  it('is red in the rows of what differs, and in no other', async ({ expect }) => {
    const copy = withScenarios({
      [FILE]: claimFile({
        steps: { 'strong-isr': 11, 'log-epochs-monotone': 1 },
        properties: ['strong-isr', 'weak-isr'],
      }),
    });
    const { stdout } = await copy.run('claims', '--json');
    const { claims } = JSON.parse(stdout) as {
      claims: { rows: { side: string; property: string; asExpected: boolean }[] }[];
    };
    expect(claims[0]!.rows.map(({ side, property, asExpected }) => [side, property, asExpected])).toEqual([
      ['holds', 'strong-isr', true],
      ['holds', 'weak-isr', true],
      ['breaks', 'strong-isr', true],
      ['breaks', 'log-epochs-monotone', false],
    ]);
  });
});

/** So large that no test waits for the end of it. */
const LARGE = claimFile({ holds: `bounded(kip320, { brokers: 4, leaderEpochs: 4 })` });

describe('a claim that is not finished', () => {
  it('in its time is unfinished, with exit code 2', async () => {
    const ended = await withScenarios({ [FILE]: LARGE }).run('claims', '--time', '1');
    expect(ended).toMatchObject({ code: 2, stderr: '' });
    expect(lines(ended)[2]).toMatch(
      /^ {5}holds {3}epochs are compared {3}strong-isr {2}unfinished {12}unfinished$/,
    );
    expect(ended.stdout).toContain('g1-agree is unfinished. To go further, raise --time.');
    expect(nextOf(ended)).toEqual(['claims', 'G1', '--time', '2']);
  });
  it('before Ctrl-C is in the partial report, beside what was finished', async () => {
    // It says that it has begun, and on one thread that is when all that is larger has been finished.
    const holds = `bounded({ ...kip320, initial: (s) => { console.error('begun'); kip320.initial(s); } }, { brokers: 4, leaderEpochs: 4 })`;
    const copy = withScenarios({
      [FILE]: claimFile(),
      'scenarios/claims/g2-agree.ts': claimFile({ id: 'G2', holds, states: 1 }),
    });
    const { child, ended, said } = start(['claims', '--jobs', '1'], { root: copy.root });
    await said(/begun/);
    process.kill(-child.pid!, 'SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(2);
    expect(stderr).toContain('Interrupted: what was found so far follows.');
    expect(stdout).toMatch(
      /^G1 .*\n {5}holds .* holds, 5,973 states .* yes\n {5}breaks .* 11 steps .* yes\nG2 /m,
    );
    expect(stdout).toMatch(/^G2 .*\n {5}holds .* unfinished +unfinished$/m);
  });
});

describe.concurrent('claims --rewrite', () => {
  const readme = 'a\n<!-- claims: written by `npx tidemark claims --rewrite` -->\n<!-- /claims -->\nb\n';
  it('writes the traces, what claims.txt says of all, and the README, and never a figure', async ({
    expect,
  }) => {
    const copy = several();
    copy.write('README.md', readme);
    const before = copy.read(FILE);
    const ended = await copy.run('claims', '--rewrite');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('traces/claims.txt is written, and the claims in the README.');
    // A new trace has the story of its claim.
    expect(copy.read(BREAKS).split('\n').slice(0, 6)).toEqual([
      '# strong-isr is violated by g1-agree-breaks in 11 steps, the fewest there are.',
      '#',
      '# A follower asks its leader.',
      '#',
      '# It is answered.',
      'verify g1-agree-breaks --property strong-isr --brokers 2 --log-size 2 --records 3 --leader-epochs 2',
    ]);
    expect(copy.has('traces/e10-agree-as-shipped/strong-isr.trace')).toBe(true);
    const text = copy.read('traces/claims.txt');
    expect(text).toContain(`
G1  Two logs agree.
    holds: epochs are compared
      g1-agree --brokers 2 --log-size 2 --records 3 --leader-epochs 2
      at most 2 leaderWrite
      strong-isr: holds in 5,973 states, exhaustively
    breaks: epochs of one leader
      g1-agree-breaks --brokers 2 --log-size 2 --records 3 --leader-epochs 2
      at most 2 leaderWrite
      strong-isr: violated in 11 steps, ${BREAKS}

E9  Nine.
`);
    expect(text).toContain('U2  A message is read once.\n    not yet: there is no reader\n');
    expect(copy.read('README.md')).toContain(
      `| G1 | Two logs agree. | 5,973 states | epochs of one leader: [11 steps](${BREAKS}) |  |`,
    );
    expect(copy.read('README.md')).toContain('\n\nNot yet: U2.\n\n<!-- /claims -->\nb\n');
    expect(copy.read(FILE)).toBe(before);
    const again = await copy.run('claims', '--json');
    expect(again.stdout).toContain(`"trace": "${BREAKS}"`);
  });
  it('keeps the story of a trace, and of some claims writes the traces alone', async ({ expect }) => {
    const copy = several();
    copy.remove('traces');
    await copy.run('claims', 'G1', '--rewrite');
    expect(copy.has('traces/claims.txt')).toBe(false);
    const [head, ...rest] = copy.read(BREAKS).split('\n');
    copy.write(BREAKS, [head, '#', '# Two leaders.', ...rest].join('\n'));
    const told = await copy.run('claims', 'G1', '--rewrite');
    expect(told.stdout).toContain('traces/claims.txt is as it was: it is written once all');
    expect(copy.read(BREAKS)).toBe([head, '#', '# Two leaders.', ...rest].join('\n'));
    expect(nextOf(told)).toEqual(['replay', BREAKS]);
    expect((await copy.run(...nextOf(told))).code).toBe(0);
  });
  it('says nothing of all claims where one is not as it says', async ({ expect }) => {
    const copy = withScenarios({ [FILE]: claimFile({ states: 1 }) });
    copy.remove('traces');
    expect((await copy.run('claims', '--rewrite')).code).toBe(1);
    expect(copy.has(BREAKS)).toBe(true);
    expect(copy.has('traces/claims.txt')).toBe(false);
  });
  it('begins no search if a trace that it would write over cannot be read', async ({ expect }) => {
    const copy = usual();
    copy.write(BREAKS, 'a story, and no trace\n');
    const ended = await copy.run('claims', '--rewrite');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(`${BREAKS}:2: `);
  });
});

describe.concurrent('what claims cannot show', () => {
  it('is a claim that is not there: the nearest is named', async ({ expect }) => {
    const copy = usual();
    for (const [name, said] of [
      ['G2', 'There is no claim G2. Did you mean G1? `npx tidemark claims` names them all.'],
      ['g1-agre', 'There is no claim g1-agre. Did you mean G1?'],
      ['G1,', 'The id of a claim is missing'],
    ] as const) {
      const ended = await copy.run('claims', name);
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toContain(said);
      expect(nextOf(ended)).toEqual(['claims']);
    }
  });
  it('is anything, where there is no claim', async ({ expect }) => {
    const ended = await withScenarios({}).run('claims');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('There is no claim: scenarios/claims/ has none.');
  });
  it.for<[string, Readonly<Record<string, string>>, string]>([
    ['a file that exports none', { [FILE]: 'export default 1;' }, `${FILE}: it must default-export a claim`],
    [
      'one that throws',
      { [FILE]: claimFile({ more: `free: ['brokerz'],` }) },
      `${FILE}: it throws while it is loaded: claim: where G1 holds there is no bound brokerz`,
    ],
    [
      'one of two of an id',
      { [FILE]: claimFile(), 'scenarios/claims/g1-zagree.ts': claimFile({ id: 'G1' }) },
      `scenarios/claims/g1-zagree.ts: the id G1 is taken by ${FILE} already.`,
    ],
    [
      'one with a property that is not there',
      { [FILE]: claimFile({ properties: ['stronk-isr'] }) },
      `${FILE}: There is no property stronk-isr. Did you mean strong-isr?`,
    ],
    [
      'one with a property of other variables',
      { [FILE]: claimFile({ steps: { 'valid-high-watermark': 1 } }) },
      `${FILE}: valid-high-watermark speaks of variables that g1-agree-breaks does not have.`,
    ],
    [
      'one with the name of a side of another',
      { [FILE]: claimFile(), 'scenarios/claims/g1-agree-breaks.ts': claimFile({ id: 'G2' }) },
      `scenarios/claims/g1-agree-breaks.ts: the name g1-agree-breaks is taken by ${FILE} already.`,
    ],
  ])('is %s', async ([, files, said], { expect }) => {
    const copy = withScenarios(files);
    const ended = await copy.run('claims');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(said);
    expect(nextOf(ended).length).toBeGreaterThan(0);
    const json = await copy.run('claims', '--json');
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { message: expect.any(String) as unknown } });
  });
  it('is one whose property fails, beside others that are shown', async ({ expect }) => {
    const copy = usual({
      'scenarios/claims/g2-fails.ts': claimFile({ id: 'G2', properties: ['fails'] }),
      'properties/mine/fails.ts': propertyFile(`() => { throw new Error('boom'); }`),
    });
    const ended = await copy.run('claims');
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('g2-fails: the property fails failed: boom');
    expect(ended.stdout).toContain('G1   Two logs agree.');
    expect(ended.stdout).not.toContain('G2');
    expect(nextOf(ended)).toContain('fails');
    const json = await copy.run('claims', '--json');
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { file: 'properties/mine/fails.ts' } });
  });
});

describe.concurrent('the sides of a claim are protocols', () => {
  it('that verify compares with what the claim says, and does not record', async ({ expect }) => {
    const copy = usual();
    const [holds, breaks] = await Promise.all(
      ['g1-agree', 'g1-agree-breaks'].map((name) => copy.run('verify', name, '--property', 'strong-isr')),
    );
    expect([holds!.code, breaks!.code]).toEqual([0, 0]);
    const refused = await copy.run('verify', 'g1-agree', '--rewrite');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain(
      `What is known of a claim is written in ${FILE}: claims --rewrite writes its trace.`,
    );
    expect((await copy.run(...nextOf(refused))).code).toBe(0);
  });
  it('but for those that it has not', async ({ expect }) => {
    const ended = await usual().run('verify', 'g1-agree-as-shipped');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('G1 has no such side: `npx tidemark claims G1` shows what it has.');
    expect(nextOf(ended)).toEqual(['claims', 'G1']);
  });
});
