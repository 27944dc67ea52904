import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { always, idsIn, NOBODY } from '#checker/dsl';
import { runJson } from '#cli/json';
import type { Report } from '#checker/outcome';
import kip320 from '#model/replication/protocols/kip-320';
import { replication } from '#model/replication/state';
import { copyOfTree, propertyFile, tidemark } from '../support/tidemark.js';

const report: Report = {
  bounds: { brokers: 2, leaderEpochs: 1 },
  complete: false,
  why: 'depth',
  distinctStates: 5,
  generatedStates: 9,
  depth: 3,
  terminalStates: 0,
  outDegree: { mean: 1, most: 2 },
  cut: { room: [], constraints: [], outside: 0 },
  collisionProbability: 0,
  actions: [{ name: 'leaderWrite', kind: 'client', generated: 2, distinct: 1 }],
  properties: [
    { name: 'held', kind: 'always', outcome: { verdict: 'holds', vacuous: true, asked: 0 } },
    { name: 'at-once', kind: 'always', outcome: { verdict: 'violated', trace: [], asked: undefined } },
    {
      name: 'shown',
      kind: 'sometimes',
      outcome: { verdict: 'seen', trace: [{ action: 'leaderWrite', chosen: { leader: 0 } }] },
    },
    { name: 'missed', kind: 'sometimes', outcome: { verdict: 'neverSeen' } },
    { name: 'open', kind: 'alwaysStep', outcome: { verdict: 'unfinished', why: 'depth', depth: 3 } },
  ],
};

const searched = {
  job: {
    protocol: 'kip-320',
    properties: [],
    bounds: boundsFor(kip320.bounds, report.bounds),
    limits: {},
  },
  protocol: kip320,
  properties: {
    'at-once': always(replication, {
      holds: ({ quorum }) => quorum.isr === NOBODY,
      because: ({ quorum }) => [{ says: `the ISR has ${idsIn(quorum.isr).length} members` }],
    }),
  },
};

describe('a run as JSON', () => {
  it('has the names of the options for bounds, and steps only with a witness, which may be of none', () => {
    const run = runJson(searched, report, 1.5);
    expect(run).toMatchObject({
      bounds: { brokers: 2, 'leader-epochs': 1 },
      limits: {},
      why: 'depth',
      depth: 3,
      seconds: 1.5,
    });
    expect(run.properties).toEqual([
      {
        name: 'held',
        kind: 'always',
        verdict: 'holds',
        vacuous: true,
        asked: 0,
        steps: null,
        trace: null,
        because: null,
      },
      {
        name: 'at-once',
        kind: 'always',
        verdict: 'violated',
        vacuous: false,
        asked: null,
        steps: 0,
        trace: [],
        because: { reasons: [{ says: 'the ISR has 2 members' }], read: ['quorum.isr = {0,1}'] },
      },
      {
        name: 'shown',
        kind: 'sometimes',
        verdict: 'seen',
        vacuous: false,
        asked: null,
        steps: 1,
        trace: [{ action: 'leaderWrite', chosen: { leader: 0 } }],
        because: null,
      },
      {
        name: 'missed',
        kind: 'sometimes',
        verdict: 'neverSeen',
        vacuous: false,
        asked: null,
        steps: null,
        trace: null,
        because: null,
      },
      {
        name: 'open',
        kind: 'alwaysStep',
        verdict: 'unfinished',
        vacuous: false,
        asked: null,
        steps: null,
        trace: null,
        because: null,
      },
    ]);
  });
  it('says null, and not nothing, why a search that is complete ended', () => {
    expect(runJson(searched, { ...report, complete: true, why: undefined }, 1).why).toBeNull();
  });
});

describe.concurrent('verify --json', () => {
  it('writes one document with all there is to say, and the rest to standard error', async ({ expect }) => {
    const ended = await tidemark(['verify', 'async-isr', 'kip-101', '--brokers', '2', '--json']);
    expect(ended.code).toBe(1);
    const document = JSON.parse(ended.stdout) as { readonly runs: readonly Record<string, unknown>[] };
    expect(Object.keys(document)).toEqual(['version', 'runs']);
    expect(document).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown });
    expect(document.runs.map(({ protocol }) => protocol)).toEqual(['async-isr', 'kip-101']);
    for (const run of document.runs)
      expect(Object.keys(run)).toEqual([
        'protocol',
        'bounds',
        'limits',
        'engine',
        'complete',
        'why',
        'distinctStates',
        'generatedStates',
        'depth',
        'seconds',
        'terminalStates',
        'cut',
        'collisionProbability',
        'actions',
        'properties',
      ]);
    expect(document.runs[0]!['bounds']).toEqual({ brokers: 2, 'max-offset': 2, 'max-version': 2 });
    expect(document.runs[1]).toMatchObject({ distinctStates: 9045, depth: 17, terminalStates: 444 });
    expect(ended.stderr).toContain('kip-101: strong-isr: violated, and holds is expected.');
    expect(ended.stderr).toMatch(/^next: npx tidemark replay \.tidemark\/kip-101\/\S+\.trace$/m);
  });

  it('counts for each action how often it was taken, and that gives all states but the first', async ({
    expect,
  }) => {
    const { stdout } = await tidemark(['verify', 'kip-320', '--brokers', '2', '--json']);
    const { runs } = JSON.parse(stdout) as {
      runs: {
        generatedStates: number;
        distinctStates: number;
        actions: { generated: number; distinct: number }[];
      }[];
    };
    const { actions, generatedStates, distinctStates } = runs[0]!;
    expect(actions.reduce((sum, { generated }) => sum + generated, 1)).toBe(generatedStates);
    expect(actions.reduce((sum, { distinct }) => sum + distinct, 1)).toBe(distinctStates);
  });

  it('writes one document of bad input too, on an option it does not know and on a file at fault', async ({
    expect,
  }) => {
    const unknown = await tidemark(['verify', '--json', '--bogus']);
    expect(unknown.code).toBe(3);
    expect(JSON.parse(unknown.stdout)).toEqual({ error: { message: "Unknown option '--bogus'." } });

    const copy = copyOfTree({ 'properties/mine/broken.ts': '\nexport default always(' });
    const broken = await copy.run('verify', '--json');
    expect(broken.code).toBe(3);
    expect(JSON.parse(broken.stdout)).toEqual({
      error: { message: 'Unexpected end of file', file: 'properties/mine/broken.ts', line: 2 },
    });

    copy.remove('properties/mine/broken.ts');
    copy.write('traces/verdicts.txt', '# nothing\nkip-320 --brokers\n');
    const verdicts = await copy.run('verify', '--json');
    expect(verdicts.code).toBe(3);
    expect(JSON.parse(verdicts.stdout)).toMatchObject({ error: { file: 'traces/verdicts.txt', line: 2 } });
  });

  it('writes of a property that throws what the text says, and its file', async ({ expect }) => {
    const copy = copyOfTree({
      'properties/mine/throws.ts': propertyFile(`() => { throw new Error('boom'); }`),
    });
    const ended = await copy.run('verify', 'kip-320', 'kip-279', '--brokers', '2', '--json');
    expect(ended.code).toBe(3);
    const { error } = JSON.parse(ended.stdout) as { readonly error: { readonly message: string } };
    expect(error).toMatchObject({ file: 'properties/mine/throws.ts' });
    expect(error.message).toContain('the property throws failed: boom');
  });

  it('with --rewrite writes its document, and says on standard error what it wrote', async ({ expect }) => {
    const copy = copyOfTree();
    const ended = await copy.run(
      'verify',
      'kip-101',
      '--property',
      'strong-isr',
      '--brokers',
      '2',
      '--rewrite',
      '--json',
    );
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ runs: [{ protocol: 'kip-101' }] });
    expect(ended.stderr).toContain('traces/verdicts.txt and the traces are written');
    expect(copy.has('traces/kip-101/strong-isr.brokers-2.trace')).toBe(true);
  });
});
