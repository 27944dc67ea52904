import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { copyOfTree, nextOf, tidemark, type Ended } from '../support/tidemark.js';

interface Document {
  readonly runs: readonly {
    readonly distinctStates: number;
    readonly generatedStates: number;
    readonly depth: number;
    readonly terminalStates: number;
    readonly why: string | null;
    readonly collisionProbability: number;
    readonly properties: readonly {
      readonly name: string;
      readonly verdict: string;
      readonly steps: number | null;
    }[];
  }[];
}
/** All that may not depend on how the work was shared: counts, depths, and the lengths of shortest ways. */
const figures = ({ stdout }: Ended) =>
  (JSON.parse(stdout) as Document).runs.map(({ properties, ...run }) => ({
    states: run.distinctStates,
    generated: run.generatedStates,
    depth: run.depth,
    terminal: run.terminalStates,
    properties: properties.map(({ name, verdict, steps }) => ({ name, verdict, steps })),
  }));

describe.concurrent('tidemark verify', () => {
  it('searches every protocol for every property, without anything asked', async ({ expect }) => {
    const ended = await tidemark(['verify', '--brokers', '2', '--records', '1', '--log-size', '1']);
    const rows = ended.stdout.split('\n').filter((line) => /^[a-z0-9.-]+ +[\d,]+ +\d+ /.test(line));
    expect(rows.map((line) => line.split(' ')[0])).toEqual([
      'async-isr',
      'kafka-0.10',
      'kafka-2.1',
      'kafka-acks-1',
      'kafka-alter-partition-answered',
      'kafka-as-designed',
      'kafka-as-shipped',
      'kafka-metadata-in-order',
      'kafka-reply-in-flight',
      'kafka-with-reader',
      'kafka-with-unclean-election',
      'kip-101',
      'kip-101-own-end',
      'kip-279',
      'kip-320',
      'kip-320-first-try',
      'kip-320-start-offset',
      'truncate-to-high-watermark',
    ]);
  });

  it('says that a bound is ignored where a protocol does not declare it', async ({ expect }) => {
    const { stderr, code } = await tidemark([
      'verify',
      'kip-320',
      'async-isr',
      '--brokers',
      '2',
      '--records',
      '1',
    ]);
    expect(stderr).toContain('--records is no bound of async-isr, and is ignored there.');
    expect(code).not.toBe(3);
  });

  it('prints the same, to the byte, for any number of jobs, and nothing of its progress in a pipe', async ({
    expect,
  }) => {
    const [one, two, many] = await Promise.all(
      ['1', '2', '7'].map((jobs) => tidemark(['verify', '--brokers', '2', '--jobs', jobs])),
    );
    expect(two!.stdout).toBe(one!.stdout);
    expect(many!.stdout).toBe(one!.stdout);
    for (const { stdout, stderr } of [one!, two!, many!]) {
      expect(stdout).not.toContain('\x1b');
      expect(stderr).toBe('');
    }
  });

  it('finds the same counts, depths and shortest lengths for any number of threads', async ({ expect }) => {
    const [one, two, three] = await Promise.all(
      ['1', '2', '3'].map((threads) =>
        tidemark(['verify', 'kip-101', 'async-isr', '--brokers', '2', '--json', '--threads', threads]),
      ),
    );
    expect(figures(two!)).toEqual(figures(one!));
    expect(figures(three!)).toEqual(figures(one!));
  });

  it('finds the same with fingerprints, and says what the chance is that they collide', async ({
    expect,
  }) => {
    const [exact, hashed, report] = await Promise.all([
      tidemark(['verify', 'kip-101', '--brokers', '2', '--json']),
      tidemark(['verify', 'kip-101', '--brokers', '2', '--json', '--fingerprints']),
      tidemark(['verify', 'kip-101', '--brokers', '2', '--fingerprints']),
    ]);
    expect(figures(hashed)).toEqual(figures(exact));
    const chances = [exact, hashed].map(
      ({ stdout }) => (JSON.parse(stdout) as Document).runs[0]!.collisionProbability,
    );
    expect(chances[0]).toBe(0);
    expect(chances[1]).toBeGreaterThan(0);
    expect(report.stdout).toMatch(
      /64-bit fingerprints: the chance that two states shared one is one in [\d,]+/,
    );
  });

  it('says that all is as it is recorded, at bounds that are', async ({ expect }) => {
    const ended = await tidemark(['verify', 'async-isr']);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('4,088 distinct states');
    expect(ended.stdout).toContain('All is as it is recorded or expected.');
  });

  it('says what a limit on an action kept from happening', async ({ expect }) => {
    const { stdout, code } = await tidemark([
      'verify',
      'kip-320',
      '--property',
      'strong-isr',
      '--brokers',
      '2',
      '--limit',
      'leaderWrite=1',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^kip-320 .* --limit leaderWrite=1$/m);
    expect(stdout).toMatch(/the limit on leaderWrite kept leaderWrite from happening [\d,]+ times/);
  });
  it('says once what is not to happen at all', async ({ expect }) => {
    const at = '--brokers 2 --records 1 --log-size 1 --limit brokerCrash=0'.split(' ');
    const { stdout } = await tidemark(['verify', 'kafka-as-designed', '--property', 'acked-kept', ...at]);
    expect(stdout).toMatch(
      / --limit brokerCrash=0\n {2}at most 2 controllerElectLeader; no leaderShrinkIsr, /,
    );
    // What is no fault may be the reason why something holds.
    expect(stdout.match(/the limit on \w+ kept/g)).toEqual([
      'the limit on leaderShrinkIsr kept',
      'the limit on controllerElectLeader kept',
    ]);
  });

  it('says of what was allowed that it was never possible', async ({ expect }) => {
    const { stdout } = await tidemark(
      'verify kafka-as-designed --property acked-kept --brokers 2 --limit controllerElectUncleanLeader=1'.split(
        ' ',
      ),
    );
    expect(stdout).toContain('\n  controllerElectUncleanLeader was allowed, and never possible\n');
  });

  it('takes names as arguments, as options, and with commas between them', async ({ expect }) => {
    const at = ['--brokers', '2', '--records', '1'];
    const [positional, options, commas] = await Promise.all([
      tidemark(['verify', 'kip-320', 'kip-279', '--property', 'weak-isr', '--property', 'strong-isr', ...at]),
      tidemark([
        'verify',
        '--protocol',
        'kip-320',
        '--protocol=kip-279',
        '--property',
        'weak-isr,strong-isr',
        ...at,
      ]),
      tidemark(['verify', 'kip-320,kip-279,kip-320', '--property=weak-isr,strong-isr', ...at]),
    ]);
    expect(positional.code).toBe(0);
    expect(options.stdout).toBe(positional.stdout);
    expect(commas.stdout).toBe(positional.stdout);
  });

  it('prints one full report for one search, and with --report for each of several', async ({ expect }) => {
    const at = ['--brokers', '2', '--records', '1', '--property', 'strong-isr'];
    const [one, several, full] = await Promise.all([
      tidemark(['verify', 'kip-320', ...at]),
      tidemark(['verify', 'kip-320', 'kip-279', ...at]),
      tidemark(['verify', 'kip-320', 'kip-279', '--report', ...at]),
    ]);
    const reports = ({ stdout }: Ended): number => [...stdout.matchAll(/distinct states?, /g)].length;
    expect([one, several, full].map(reports)).toEqual([1, 0, 2]);
  });
});

describe.concurrent('what ends a search before it has seen all', () => {
  it.for([
    ['--max-states', '500', 'raise --max-states', '--max-states 1000'],
    ['--max-depth', '6', 'raise --max-depth', '--max-depth 12'],
    ['--time', '1', 'raise --time', '--time 2'],
    [
      '--memory',
      '150',
      'add --fingerprints, raise --memory, or lower a bound',
      '--memory 150 --fingerprints',
    ],
  ] as const)(
    '%s leaves it unfinished, with partial figures and exit code 2',
    async ([option, value, remedy, more], { expect }) => {
      const ended = await tidemark(['verify', 'kip-320', '--leader-epochs', '4', option, value]);
      expect(ended.code).toBe(2);
      expect(ended.stdout).toMatch(/unfinished: no violation in \d+ steps?, where/);
      expect(ended.stdout).toContain(`kip-320 is unfinished. To go further, ${remedy}.`);
      expect(ended.stdout).toContain('not exhaustive');
      expect(nextOf(ended).slice(0, 4)).toEqual(['verify', 'kip-320', '--brokers', '3']);
      // The bounds that were asked for are those of the next command too.
      expect(nextOf(ended).join(' ')).toContain(`--leader-epochs 4 ${more}`);
    },
  );

  it('a longer time than a timer can wait is no time at all that is over at once', async ({ expect }) => {
    const ended = await tidemark([
      'verify',
      'kip-320',
      '--property',
      'strong-isr',
      '--brokers',
      '2',
      '--time',
      '99999999',
    ]);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toBe('');
  });

  it('does not unsettle what a witness has settled', async ({ expect }) => {
    const settled = ['verify', 'kip-101', '--brokers', '2', '--max-depth', '12', '--property', 'strong-isr'];
    const [one, both] = await Promise.all([
      tidemark([...settled, '--json']),
      tidemark([...settled, '--property', 'log-matching', '--json']),
    ]);
    expect(figures(one)[0]!.properties).toEqual([{ name: 'strong-isr', verdict: 'violated', steps: 11 }]);
    // Violated where nothing is recorded is not as expected, and that counts for more than what is open.
    expect([one.code, both.code]).toEqual([1, 1]);
    expect(figures(both)[0]!.properties[1]).toEqual({
      name: 'log-matching',
      verdict: 'unfinished',
      steps: null,
    });
  });

  it('of the first violation is one reason, and the exit code is that of what was asked for', async ({
    expect,
  }) => {
    const [asked, all] = await Promise.all([
      tidemark([
        'verify',
        'kip-101',
        '--property',
        'strong-isr',
        '--stop-at-first',
        '--json',
        '--brokers',
        '2',
      ]),
      tidemark([
        'verify',
        'kip-320',
        '--property',
        'some-record-commits',
        '--max-depth',
        '7',
        '--brokers',
        '2',
      ]),
    ]);
    expect((JSON.parse(asked.stdout) as Document).runs[0]).toMatchObject({ why: 'first violation' });
    expect(asked.code).toBe(1);
    expect(all.code).toBe(0);
  });

  it('says of what is to be seen that it was not seen, and not that it was not violated', async ({
    expect,
  }) => {
    const { stdout } = await tidemark([
      'verify',
      'kip-320',
      '--property',
      'some-record-commits',
      '--max-depth',
      '2',
      '--brokers',
      '2',
    ]);
    expect(stdout).toContain('unfinished: not seen in 2 steps');
  });
});

describe.concurrent('where it writes to', () => {
  it.for([
    ['list'],
    ['replay', 'traces/kip-279/strong-isr.trace'],
    ['verify', '--brokers', '2', '--records', '1', '--json'],
    ['verify', '--help'],
  ])('ends quietly when nobody reads on: %s', async (args, { expect }) => {
    const child = spawn(process.execPath, ['bin/tidemark.js', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).not.toMatch(/EPIPE|node:events|^ {4}at /m);
  });

  it('has colours where they are forced, and none where NO_COLOR is set', async ({ expect }) => {
    const args = ['verify', 'kip-320', '--brokers', '2', '--records', '1'];
    const [plain, coloured, never] = await Promise.all([
      tidemark(args),
      tidemark(args, { env: { FORCE_COLOR: '1' } }),
      tidemark(args, { env: { FORCE_COLOR: '1', CI: '1', NO_COLOR: '1' } }),
    ]);
    expect(coloured.stdout).toContain('\x1b[');
    expect(never.stdout).toBe(plain.stdout);
    expect(plain.stdout).not.toContain('\x1b');
    expect(stripVTControlCharacters(coloured.stdout)).toBe(plain.stdout);
  });

  it('is the same wherever it is run from', async ({ expect }) => {
    const args = ['verify', 'async-isr', '--brokers', '2'];
    const [here, there] = await Promise.all([
      tidemark(args),
      tidemark(args, { cwd: `${root}/traces/kip-279` }),
    ]);
    expect(there.stdout).toBe(here.stdout);
  });
});

describe('the command that is of use next', () => {
  it('replays a violation that is recorded, from wherever it runs', async () => {
    // A record of a small run, so that what is recorded is found in no time.
    const copy = copyOfTree();
    expect(
      (await copy.run('verify', 'kip-101', '--property', 'strong-isr', '--brokers', '2', '--rewrite')).code,
    ).toBe(0);
    const args = ['verify', 'kip-101', '--property', 'strong-isr', '--brokers', '2'];
    const ended = await copy.run(...args);
    expect(ended.code).toBe(0);
    expect(nextOf(ended)).toEqual(['replay', 'traces/kip-101/strong-isr.brokers-2.trace']);
    expect((await copy.run(...nextOf(ended))).code).toBe(0);

    const below = await tidemark(args, { root: copy.root, cwd: `${copy.root}/model` });
    expect(nextOf(below)).toEqual(['replay', '../traces/kip-101/strong-isr.brokers-2.trace']);
  });

  it('shows a violation where what is recorded is that the property holds', async () => {
    const copy = copyOfTree();
    copy.write(
      'traces/verdicts.txt',
      'kip-101 --brokers 2 --log-size 2 --records 2 --leader-epochs 2\n  9,045 states, 21,447 generated, depth 17, 444 terminal\n  strong-isr  holds\n',
    );
    const ended = await copy.run('verify', 'kip-101', '--property', 'strong-isr', '--brokers', '2');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('kip-101: strong-isr: violated, and holds is recorded.');
    expect(ended.stdout).toContain(
      '  how strong-isr is violated:\n   1  The controller elects replica 0: replica 0 is to lead in leader epoch 0.\n        controllerElectLeader newLeader=0',
    );
    expect(ended.stdout).toMatch(/^ {2}11 {2}Replica \d learns .*\n {8}becomeFollower /m);
    expect(nextOf(ended)).toEqual(['replay', '.tidemark/kip-101/strong-isr.brokers-2.trace']);
  });

  it('works after bad input', async () => {
    for (const args of [
      [],
      ['bogus'],
      ['verify', 'kip-297'],
      ['verify', '--brokers', 'x'],
      ['replay', 'nowhere'],
    ]) {
      const ended = await tidemark(args);
      expect(ended.code).toBe(3);
      expect((await tidemark(nextOf(ended))).code).toBe(0);
    }
  });
});
