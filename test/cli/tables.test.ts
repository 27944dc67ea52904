import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { withScenarios } from '../support/exhibits.js';
import { tableSource } from '../support/tables.js';
import { nextOf, propertyFile, start, tidemark, type Copy, type Ended } from '../support/tidemark.js';

const FILE = 'scenarios/tables/forks.ts';
const RECORD = 'traces/forks.txt';
const TRACE = 'traces/kip-101/strong-isr.brokers-2.records-3.leaderWrite-2.trace';
const usual = (source = tableSource()): Copy => withScenarios({ [FILE]: source });
/** The same, when all of it is recorded. */
async function recorded(source = tableSource()): Promise<Copy> {
  const copy = usual(source);
  expect(await copy.run('tables', '--rewrite')).toMatchObject({ code: 0, stderr: '' });
  return copy;
}
const lines = ({ stdout }: Ended): string[] => stdout.split('\n');
const GRID = [
  'epochs compared  what is written  strong-isr   valid-high-watermark  some-proposal-is-too-late  states',
  'one leader       two              violated 11  —                     —                           9,045',
  'all              two              holds        —                     —                           5,973',
  'none             offsets          —            holds                 never seen                     84',
];
const SEARCHES = [
  '',
  'one leader, two',
  '  npx tidemark verify kip-101 --brokers 2 --log-size 2 --records 3 --leader-epochs 2 --limit leaderWrite=2 --property strong-isr',
  `  ${TRACE}`,
  '',
  'all, two',
  '  npx tidemark verify kip-320 --brokers 2 --log-size 2 --records 3 --leader-epochs 2 --limit leaderWrite=2 --property strong-isr',
  '',
  'none, offsets',
  '  npx tidemark verify async-isr --brokers 2 --max-offset 2 --max-version 2 --property valid-high-watermark,some-proposal-is-too-late',
];
const AS_RECORDED = 'All is as it is recorded or expected.';

describe.concurrent('tidemark tables', () => {
  it('searches every row of every table, and prints a grid for each', async ({ expect }) => {
    const copy = await recorded();
    const second = tableSource({ rows: `{ is: ['x', 'y'], protocol: 'async-isr', bounds: { brokers: 2 } }` });
    copy.write('scenarios/tables/more.ts', second);
    await copy.run('tables', 'more', '--rewrite');
    const ended = await copy.run('tables');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(lines(ended)).toEqual([
      'How logs part',
      '',
      ...GRID,
      '',
      'How logs part',
      '',
      expect.stringMatching(/^epochs compared .* states$/),
      expect.stringMatching(/^x +y +— +holds +never seen +84$/),
      '',
      AS_RECORDED,
      `next: npx tidemark replay ${TRACE}`,
      '',
    ]);
    expect((await copy.run('tables', '--jobs', '1')).stdout).toBe(ended.stdout);
    const coloured = await tidemark(['tables'], { root: copy.root, env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\x1b[');
    expect(stripVTControlCharacters(coloured.stdout)).toBe(ended.stdout);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);
  });

  it('shows of one that is named what was searched too', async ({ expect }) => {
    const copy = await recorded();
    const ended = await copy.run('tables', 'forks');
    expect(lines(ended)).toEqual([
      'How logs part',
      '',
      ...GRID,
      ...SEARCHES,
      '',
      AS_RECORDED,
      `next: npx tidemark replay ${TRACE}`,
      '',
    ]);
    const [, , ...search] = SEARCHES[2]!.trim().split(' ');
    expect((await copy.run(...search)).stdout).toContain('strong-isr  violated in 11 steps');
  });

  it('writes one JSON document', async ({ expect }) => {
    const copy = await recorded();
    const ended = await copy.run('tables', '--json');
    expect(ended.code).toBe(0);
    const document = JSON.parse(ended.stdout) as { tables: { rows: object[] }[] };
    expect(document).toMatchObject({
      tables: [
        {
          name: 'forks',
          title: 'How logs part',
          heads: ['epochs compared', 'what is written'],
          properties: ['strong-isr', 'valid-high-watermark', 'some-proposal-is-too-late'],
          asExpected: true,
        },
      ],
    });
    expect(document.tables[0]!.rows).toMatchObject([
      {
        is: ['one leader', 'two'],
        protocol: 'kip-101',
        bounds: { brokers: 2, 'log-size': 2, records: 3, 'leader-epochs': 2 },
        limits: { leaderWrite: 2 },
        complete: true,
        distinctStates: 9045,
        properties: [{ name: 'strong-isr', kind: 'always', verdict: 'violated', steps: 11 }],
        traces: { 'strong-isr': TRACE },
        asExpected: true,
      },
      { protocol: 'kip-320', properties: [{ verdict: 'holds', vacuous: false, steps: null }], traces: {} },
      { protocol: 'async-isr', limits: {}, properties: [{ verdict: 'holds' }, { verdict: 'neverSeen' }] },
    ]);
    expect(ended.stderr).toContain(AS_RECORDED);
  });

  it('is named by list, and says in its help what the exit codes mean', async ({ expect }) => {
    const copy = usual();
    expect((await copy.run('list')).stdout).toMatch(/^Tables\n\n1 table of verdicts .*\n {4}forks\n/m);
    const help = await copy.run('tables', '--help');
    expect(help.code).toBe(0);
    expect(help.stdout).toMatch(/Exit codes: 0 as recorded .*\nExample: npx tidemark tables elections\n$/);
  });
});

describe.concurrent('tables --rewrite', () => {
  it('writes the grid, the searches and the traces, and keeps the stories', async ({ expect }) => {
    const copy = usual();
    const first = await copy.run('tables', '--rewrite');
    expect(first.stdout).toContain(`${RECORD} and its traces are written`);
    expect(nextOf(first)).toEqual(['replay', TRACE]);
    const text = copy.read(RECORD);
    expect(text.split('\n')).toEqual([
      '# How logs part',
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^#/) as unknown),
      '',
      ...GRID,
      ...SEARCHES,
      '',
    ]);
    const [head, ...rest] = copy.read(TRACE).split('\n');
    expect(head).toBe('# strong-isr is violated by kip-101 in 11 steps, the fewest there are.');
    copy.write(TRACE, [head, '#', '# Two leaders.', ...rest].join('\n'));
    await copy.run('tables', '--rewrite');
    expect(copy.read(TRACE)).toBe([head, '#', '# Two leaders.', ...rest].join('\n'));
    expect(copy.read(RECORD)).toBe(text);
  });
  it('shares the trace of a search that is recorded already', async ({ expect }) => {
    const rows = `{ is: ['a', 'b'], protocol: 'kip-101', bounds: forks }`;
    const copy = usual(tableSource({ rows, properties: `['strong-isr']` }));
    const trace = 'traces/kip-101/strong-isr.brokers-2.records-3.trace';
    const before = copy.read(trace);
    await copy.run('tables', '--rewrite');
    expect(copy.read(RECORD)).toContain(`\n  ${trace}\n`);
    expect(copy.read(trace)).toBe(before);
  });
  it('begins no search if a trace that it would write over cannot be read', async ({ expect }) => {
    const copy = usual();
    copy.write(TRACE, 'a story, and no trace\n');
    const ended = await copy.run('tables', '--rewrite');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(`${TRACE}:2: `);
    expect(copy.has(RECORD)).toBe(false);
  });
  it('says which bound bites that was to be free', async ({ expect }) => {
    const ended = await usual(
      tableSource({ rows: `{ is: ['a', 'b'], protocol: 'kip-320' }`, more: `free: ['leaderEpochs'],` }),
    ).run('tables', '--rewrite');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/^forks: a, b: it was cut short by --leader-epochs, which kept /m);
  });
});

describe.concurrent('a table that is not as its file says', () => {
  it.for([
    [
      'violated 11',
      'violated 10',
      'one leader, two: strong-isr: in 11 steps, and 10 are recorded.',
      'kip-101',
    ],
    [
      'violated 11',
      'holds      ',
      'one leader, two: strong-isr: violated, and holds is recorded.',
      'kip-101',
    ],
    [
      'violated 11',
      'unfinished ',
      'one leader, two: strong-isr: violated, and unfinished is recorded.',
      'kip-101',
    ],
    [
      'holds                 never',
      'holds vacuously       never',
      'none, offsets: valid-high-watermark: holds not vacuously, and the other way is recorded.',
      'async-isr',
    ],
    ['5,973', '5,972', 'all, two: 5973 distinct states, and 5972 are recorded.', 'kip-320'],
  ] as const)(
    'has a line for the cell: %s, and %s is recorded',
    async ([was, says, said, next], { expect }) => {
      const copy = await recorded();
      copy.write(RECORD, copy.read(RECORD).replace(was, says));
      const ended = await copy.run('tables');
      expect(ended.code).toBe(1);
      expect(lines(ended).slice(-4)).toEqual([
        `forks: ${said}`,
        'Not all is as it is recorded or expected.',
        expect.stringMatching(new RegExp(`^next: npx tidemark verify ${next} `)),
        '',
      ]);
    },
  );
  it('is one whose file is not there, or is of other columns or rows', async ({ expect }) => {
    const copy = usual();
    const none = await copy.run('tables');
    expect(none.code).toBe(1);
    expect(lines(none).slice(-4, -1)).toEqual([
      `${RECORD} is not there: --rewrite writes it.`,
      'Not all is as it is recorded or expected.',
      'next: npx tidemark tables forks --rewrite',
    ]);
    expect((await copy.run(...nextOf(none))).code).toBe(0);
    const text = copy.read(RECORD);
    for (const [was, says, said] of [
      [
        'valid-high-watermark',
        'weak-isr            ',
        `${RECORD} has other columns than the table: --rewrite`,
      ],
      ['all              two', 'all            three', `${RECORD} has no row all, two: --rewrite writes it.`],
      [
        '--limit leaderWrite=2',
        '--limit leaderWrite=3',
        `${RECORD} has what was found in other words: --rewrite`,
      ],
    ] as const) {
      copy.write(RECORD, text.replace(was, says));
      const ended = await copy.run('tables');
      expect(ended.code).toBe(1);
      expect(ended.stdout).toContain(said);
      expect(ended.stdout).not.toMatch(/is expected/);
      expect(nextOf(ended)).toEqual(['tables', 'forks', '--rewrite']);
    }
  });
});

describe.concurrent('a table that is not finished', () => {
  const large = tableSource({
    rows: `
      { is: ['one leader', 'two'], protocol: 'kip-101', bounds: forks },
      { is: ['all', 'much'], protocol: 'kip-320', bounds: { brokers: 4, leaderEpochs: 4 } },
    `,
    properties: `['strong-isr']`,
  });
  it('in its time is unsettled, and is not recorded', async ({ expect }) => {
    const copy = usual(large);
    const ended = await copy.run('tables', '--rewrite', '--time', '2');
    expect(ended).toMatchObject({ code: 2, stderr: '' });
    expect(lines(ended)[4]).toMatch(/^all +much +unfinished +[\d,]+ so far$/);
    expect(ended.stdout).toContain('forks was not finished, and is not recorded.');
    expect(ended.stdout).toContain('forks: all, much is unfinished. To go further, raise --time.');
    expect(nextOf(ended)).toEqual(['tables', 'forks', '--rewrite', '--time', '4']);
    expect(copy.has(RECORD)).toBe(false);
  });
  it('is no less unsettled if that is what its file says', async ({ expect }) => {
    const copy = usual(large);
    const text = ['epochs compared  what is written  strong-isr  states', 'all  much  unfinished  1', ''];
    copy.write(RECORD, text.join('\n'));
    copy.write(FILE, large.replace(/\{ is: \['one leader.*/, ''));
    const ended = await copy.run('tables', '--time', '1');
    expect(ended.code).toBe(2);
    expect(nextOf(ended)).toEqual(['tables', 'forks', '--time', '2']);
  });
  it('before Ctrl-C is in the partial document, beside what was finished', async ({ expect }) => {
    const copy = usual(large.replace('kip-320', 'begins'));
    // It says that it has begun, and on one thread that is when the row above has been finished.
    copy.write(
      'model/mine/protocols/begins.ts',
      `import kip320 from '#model/replication/protocols/kip-320';

/** It says that it has begun. */
export default { ...kip320, initial: (s) => { console.error('begun'); kip320.initial(s); } };
`,
    );
    const { child, ended, said } = start(['tables', '--json', '--jobs', '1'], { root: copy.root });
    await said(/begun/);
    process.kill(-child.pid!, 'SIGINT');
    const { code, stdout, stderr } = await ended;
    // Nothing is recorded of it.
    expect(code).toBe(1);
    expect(stderr).toContain('Interrupted: what was found so far follows.');
    expect(JSON.parse(stdout)).toMatchObject({
      tables: [
        {
          rows: [
            { complete: true, properties: [{ verdict: 'violated' }], asExpected: true },
            {
              complete: false,
              why: 'interrupted',
              properties: [{ verdict: 'unfinished' }],
              asExpected: false,
            },
          ],
          asExpected: false,
        },
      ],
    });
  });
});

describe.concurrent('what tables cannot show', () => {
  it('is a table that is not there: the nearest is named', async ({ expect }) => {
    const ended = await usual().run('tables', 'forx');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('There is no table forx. Did you mean forks?');
    expect(nextOf(ended)).toEqual(['tables']);
  });
  it('is anything, where there is no table', async ({ expect }) => {
    const ended = await withScenarios({}).run('tables');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('There is no table: scenarios/tables/ has none.');
    expect((await withScenarios({}).run(...nextOf(ended))).code).toBe(0);
  });
  const row = (parts: string): string => tableSource({ rows: `{ is: ['a', 'b'], ${parts} }` });
  it.for<[string, Readonly<Record<string, string>>, string]>([
    ['a file that exports none', { [FILE]: 'export default 1;' }, `${FILE}: it must default-export a table`],
    [
      'one without rows',
      { [FILE]: tableSource({ rows: '' }) },
      `${FILE}: it throws while it is loaded: table: `,
    ],
    [
      'one with a protocol that is not there',
      { [FILE]: row(`protocol: 'kip-321'`) },
      `${FILE}: There is no protocol kip-321. Did you mean kip-320?`,
    ],
    [
      'one with a property that is not there',
      { [FILE]: tableSource({ properties: `['stronk-isr']` }) },
      `${FILE}: There is no property stronk-isr. Did you mean strong-isr?`,
    ],
    [
      'a row of which no property speaks',
      { [FILE]: tableSource({ properties: `['valid-high-watermark']` }) },
      `${FILE}: None of the properties speaks of the variables that kip-101 has.`,
    ],
    [
      'a row with a bound that is none',
      { [FILE]: row(`protocol: 'kip-320', bounds: { broker: 2 }`) },
      `${FILE}: --broker is no bound of kip-320.`,
    ],
    [
      'a row with a limit on what is no action',
      { [FILE]: row(`protocol: 'kip-320', limits: { leaderWrites: 2 }`) },
      `${FILE}: No protocol here has an action leaderWrites.`,
    ],
    [
      'one that frees what is no bound',
      { [FILE]: tableSource({ more: `free: ['epochs'],` }) },
      `${FILE}: kip-101 has no bound epochs that could be free.`,
    ],
    [
      'one with the name of what lies in traces/ too',
      { 'scenarios/tables/verdicts.ts': tableSource() },
      'scenarios/tables/verdicts.ts: traces/verdicts.txt is of no table: give this one another name.',
    ],
    [
      'one whose property fails',
      {
        [FILE]: tableSource({ properties: `['fails']`, rows: `{ is: ['a', 'b'], protocol: 'kip-320' }` }),
        'properties/mine/fails.ts': propertyFile(`() => { throw new Error('boom'); }`),
      },
      'kip-320: the property fails failed: boom',
    ],
    [
      'a record with a cell that is none',
      {
        [FILE]: tableSource(),
        [RECORD]: [...GRID.slice(0, 2), ''].join('\n').replace('violated 11', 'violatet 11'),
      },
      `${RECORD}:2: "violatet 11" is no verdict. Mend the line`,
    ],
    [
      'a record with a number that is none',
      { [FILE]: tableSource(), [RECORD]: [...GRID.slice(0, 2), ''].join('\n').replace('9,045', 'many') },
      `${RECORD}:2: "many" is no number of states. Mend the line`,
    ],
    [
      'a record with a cell too few',
      { [FILE]: tableSource(), [RECORD]: [GRID[0], 'one leader  two  holds', ''].join('\n') },
      `${RECORD}:2: it has not as many cells as there are columns.`,
    ],
  ])('is %s', async ([, files, said], { expect }) => {
    const copy = withScenarios(files);
    const ended = await copy.run('tables');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(said);
    expect(nextOf(ended).length).toBeGreaterThan(0);
    const json = await copy.run('tables', '--json');
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { message: expect.any(String) as unknown } });
  });
});
