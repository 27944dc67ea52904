import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfTree, nextOf, temporaryFolder, tidemark, tidemarkHere } from '../support/tidemark.js';

const HEAD = '# strong-isr is violated by kip-279.';
const COMMAND = 'verify kip-279 --property strong-isr --brokers 3 --log-size 2 --records 2 --leader-epochs 2';
/** Replays a trace of these lines. */
async function replayOf(lines: readonly string[], run = tidemark) {
  const path = join(temporaryFolder(), 'some.trace');
  writeFileSync(path, lines.join('\n'));
  const ended = await run(['replay', path]);
  // Folders have other names every time.
  const plain = (text: string): string => text.replaceAll(path, 'some.trace');
  return { ...ended, stdout: plain(ended.stdout), stderr: plain(ended.stderr) };
}

describe.concurrent('tidemark replay', () => {
  it('takes the steps one by one, tells each in words, shows what it changed, and says what the last one does', async ({
    expect,
  }) => {
    const ended = await tidemark(['replay', 'traces/kip-279/strong-isr.trace']);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toContain(
      [
        ' 9  Replica 0 finds that all of the ISR have r0: the high watermark of replica 0 rises to 1.',
        '      leaderIncHighWatermark leader=0',
        '      replicas[0].highWatermark 0→1',
        '10  Replica 2 learns that replica 1 leads in leader epoch 1: replica 2 cuts r0 off its log.',
        '      becomeFollower request=1 follower=2',
        '      replicas[2].leaderEpoch 0→1',
        '      replicas[2].leader 0→1',
        '      replicas[2].log [r0@2]→[]',
        'strong-isr is violated by the last of 10 steps.',
        '  Replica 2, which is in the ISR, has nothing at offset 0, where replica 0, which leads in leader epoch 2,',
        '  has r0 below its high watermark.',
        'next: npx tidemark verify kip-279 --property strong-isr --brokers 3 --log-size 2 --records 2 --leader-epochs 2',
      ].join('\n'),
    );
  });

  it('shows the story that a person told', async ({ expect }) => {
    const ended = await replayOf([HEAD, '# A committed record', '#   is lost.', COMMAND, '----']);
    expect(ended.stdout).toMatch(/^A committed record\n {2}is lost\.\n$/m);
  });

  it('says of a trace without steps that it is the initial state', async ({ expect }) => {
    const ended = await replayOf([
      '# It is violated.',
      'verify kip-320 --property published-leader-in-isr',
      '----',
    ]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('published-leader-in-isr is violated by the initial state.');
  });

  it('says of a trace that does not show it any more that it does not, with exit code 1', async ({
    expect,
  }) => {
    const ended = await replayOf([HEAD, COMMAND, '----', ' 1  controllerElectLeader newLeader=0']);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('strong-isr is not decided by the last step any more.');
    expect(nextOf(ended).slice(0, 4)).toEqual(['verify', 'kip-279', '--property', 'strong-isr']);
  });

  it.for([
    [
      'an action that there is not',
      'elect newLeader=0',
      'there is no action elect; there are controllerElectLeader',
    ],
    ['another choice', 'controllerElectLeader leader=0', 'controllerElectLeader chooses newLeader.'],
    [
      'a choice that is not there',
      'controllerElectLeader newLeader=9',
      'what it chooses is not there: newLeader is one of 0 to 2.',
    ],
    [
      'a guard that does not hold',
      'leaderWrite leader=0',
      'leaderWrite may not choose this leader. It read replicas[0].leader = none.',
    ],
  ] as const)(
    'of %s says which step it is, after those that are possible',
    async ([, step, reason], { expect }) => {
      const ended = await replayOf([
        HEAD,
        COMMAND,
        '----',
        ' 1  controllerElectLeader newLeader=0',
        ` 2  ${step}`,
      ]);
      expect(ended.code).toBe(1);
      expect(ended.stdout).toContain(
        ' 1  The controller elects replica 0: replica 0 is to lead in leader epoch 0.\n' +
          '      controllerElectLeader newLeader=0\n      quorum.leaderEpoch none→0\n',
      );
      expect(ended.stdout).toContain(`Step 2, ${step.split(' ')[0]}, is not possible there: `);
      expect(ended.stdout).toContain(reason);
      expect(ended.stdout).toContain('The trace is not possible any more.');
      expect(nextOf(ended)[0]).toBe('verify');
    },
  );

  it('of a message that is none says what was expected', async ({ expect }) => {
    const command = 'verify async-isr --property valid-high-watermark';
    for (const [request, reason] of [
      ['5', '5 where a record was expected'],
      ['{version:0}', 'nothing where a set of ids was expected'],
      ['{isr:{0,2},version:x}', '"x" where a whole number was expected'],
    ] as const) {
      const step = ` 1  controllerHandleRequest request=${request}`;
      const ended = await replayOf(['# It is violated.', command, '----', step]);
      expect(ended.code).not.toBe(0);
      expect(ended.stdout + ended.stderr).toContain('Step 1, controllerHandleRequest, ');
      expect(ended.stdout + ended.stderr).toContain(reason);
      expect(ended.stderr).not.toMatch(/^ {4}at /m);
      nextOf(ended);
    }
  });
});

describe('a trace that cannot be read', () => {
  it.for<[string, readonly string[], string]>([
    ['is empty', [''], ':1: a trace begins with a comment'],
    ['is a comment alone', [HEAD], 'a trace begins with a comment'],
    ['has another command', [HEAD, 'list', '----'], ':2: "list" is no command that finds a trace.'],
    ['names no property', [HEAD, 'verify kip-279', '----'], ':2: It names no property.'],
    [
      'has an option without a value',
      [HEAD, 'verify kip-279 --property', '----'],
      ':2: --property has no value.',
    ],
    [
      'has a bound that is no number',
      [HEAD, 'verify kip-279 --property strong-isr --brokers x', '----'],
      ':2: --brokers is a number, and not x.',
    ],
    ['has no rule', [HEAD, '# story', COMMAND, ' 1  leaderWrite leader=0'], ':4: here a line of ----'],
    [
      'leaves out a step',
      [HEAD, COMMAND, '----', ' 2  controllerElectLeader newLeader=0'],
      ':4: step 1 is missing: here is 2.',
    ],
    ['has a line that is no step', [HEAD, COMMAND, '----', 'and so on'], ':4: "and so on" is no step'],
    [
      'leaves out a value',
      [HEAD, COMMAND, '----', ' 1  controllerElectLeader newLeader='],
      ':4: a value is missing at column 37.',
    ],
    [
      'names an unknown protocol',
      [HEAD, '# story', 'verify kip-297 --property strong-isr', '----'],
      ':3: There is no protocol kip-297. Did you mean kip-279?',
    ],
    [
      'names an unknown property',
      [HEAD, 'verify kip-279 --property stronk-isr', '----'],
      ':2: There is no property stronk-isr. Did you mean strong-isr?',
    ],
    [
      'has a bound that the protocol does not declare',
      [HEAD, 'verify kip-279 --property strong-isr --max-offset 2', '----'],
      ':2: --max-offset is no bound of kip-279. There the bounds are --brokers, ',
    ],
    [
      'has a bound out of range',
      [HEAD, 'verify kip-279 --property strong-isr --brokers 99', '----'],
      ':2: --brokers must be a whole number from 1 to 16, and not 99.',
    ],
    [
      'limits an unknown action',
      [HEAD, 'verify kip-279 --property strong-isr --limit write=1', '----'],
      ':2: limit: there is no action write',
    ],
    [
      'asks for a property of other variables',
      [HEAD, 'verify kip-279 --property valid-high-watermark', '----'],
      ':2: valid-high-watermark speaks of variables that kip-279 does not have.',
    ],
  ])('because it %s is refused, with its line', async ([, lines, message], { expect }) => {
    const ended = await replayOf(lines, tidemarkHere);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('some.trace');
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/^ {4}at /m);
    // The same again, once it is mended.
    expect(nextOf(ended)).toEqual(['replay', 'some.trace']);
  });

  it.for([
    ['nowhere.trace', 'nowhere.trace: there is no such file. Name a trace'],
    ['traces', 'traces: it is a directory. Name a trace'],
    ['package.json/some.trace', 'package.json/some.trace: there is no such file.'],
  ] as const)('because %s is no file is refused', async ([path, message], { expect }) => {
    const ended = await tidemarkHere(['replay', path]);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(message);
    expect(nextOf(ended)).toEqual(['replay', '--help']);
  });
});

it('a trace that says something changed which does not is stale, and one that says nothing of it is not', async () => {
  const copy = copyOfTree();
  const file = 'traces/kip-279/strong-isr.trace';
  const whole = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  copy.write(file, whole.replace('replicas[0].highWatermark 0→1', 'replicas[0].highWatermark 0→2'));
  const stale = await copy.run('replay', file);
  expect(stale.code).toBe(1);
  expect(stale.stdout).toContain('9 leaderIncHighWatermark leader=0 replicas[0].highWatermark 0→2');
  copy.write(file, whole.replaceAll(/ {2,}(?:quorum|replicas).*$/gm, ''));
  expect((await copy.run('replay', file)).code).toBe(0);
});
