import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { nextOf, temporaryFolder, tidemarkHere } from '../support/tidemark.js';

const SHOWS = '# A leader is elected once.';
const COMMAND = 'walk kip-279 --log-size 1 --limit controllerElectLeader=2';
const elect = ' 1  controllerElectLeader newLeader=0';
const takes = ' 3  becomeLeader request=0';

async function replayOf(lines: readonly string[], ...options: readonly string[]) {
  const path = join(temporaryFolder(), 'some.trace');
  writeFileSync(path, lines.join('\n'));
  const ended = await tidemarkHere(['replay', path, ...options]);
  const plain = (one: string): string => stripVTControlCharacters(one).replaceAll(path, 'some.trace');
  return {
    ...ended,
    stdout: plain(ended.stdout),
    stderr: plain(ended.stderr),
    written: readFileSync(path, 'utf8'),
  };
}

describe('tidemark replay of a walk', () => {
  it('shows what is taken and what is not, and why, and leads to walks at random', async () => {
    const ended = await replayOf([
      SHOWS,
      '#',
      '# Once upon a time.',
      COMMAND,
      '----',
      elect,
      ' 2  becomeLeader request=1 -> disabled',
      takes,
      ' 4  leaderWrite leader=0',
      ' 5  leaderWrite leader=0 -> disabled',
    ]);
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(
      'kip-279: A leader is elected once.\nOnce upon a time.\n\n 1  The controller elects replica 0: replica 0 is to lead in leader epoch 0.\n',
    );
    expect(ended.stdout).toContain(
      ' 2  (Not possible here: nobody learns that it leads in leader epoch 1.)\n' +
        '      becomeLeader request=1 -> disabled\n      becomeLeader may not choose this request. It read leaderAndIsrRequests[1].leader = none.\n' +
        ' 3  Replica 0 learns that it leads in leader epoch 0.\n      becomeLeader request=0\n',
    );
    expect(ended.stdout).toContain(
      ' 5  (Not possible here: replica 0 is sent r1.)\n      leaderWrite leader=0 -> disabled\n' +
        '      logSize leaves no room for it. It read replicas[0].log.endOffset = 1.\n' +
        'The walk is as it is written: 3 steps can be taken, and 2 steps cannot.\n',
    );
    expect(nextOf(ended).join(' ')).toBe('simulate kip-279 --log-size 1 --limit controllerElectLeader=2');
  });

  it.each([
    [
      'a step is possible that must not be',
      ' 2  becomeLeader request=0 -> disabled',
      'some.trace:5: Step 2, becomeLeader, is not disabled there: it is possible.',
    ],
    [
      'a step cannot be taken',
      ' 2  becomeLeader request=1',
      'some.trace:5: Step 2, becomeLeader, is not possible there: becomeLeader may not choose this request. It read leaderAndIsrRequests[1].leader = none.',
    ],
    [
      'a disabled step is none',
      ' 2  becomeLeader leader=0 -> disabled',
      'some.trace:5: Step 2, becomeLeader, is not disabled there: becomeLeader chooses request.',
    ],
  ])('says in which line it is not as it is written, because %s', async (_, step, message) => {
    const ended = await replayOf([SHOWS, COMMAND, '----', elect, step]);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain(`\n${message}\nThe walk is not as it is written.\n`);
    expect(ended.stdout).toContain(' 1  The controller elects replica 0: ');
    expect(nextOf(ended)).toEqual(['replay', 'some.trace']);
  });

  it('says what does not happen', async () => {
    const ended = await replayOf([SHOWS, COMMAND, '----', `${elect}  quorum.leader none→1`]);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain(
      'some.trace:4: it says\n  1 controllerElectLeader newLeader=0 quorum.leader none→1',
    );
    expect(nextOf(ended)).toEqual(['replay', 'some.trace']);
  });

  it('writes anew what the steps change, and nothing else', async () => {
    const lines = [SHOWS, '#', '# Once.', COMMAND, '----', `${elect}  quorum.leader none→1`];
    const ended = await replayOf([...lines, ' 2  becomeLeader request=1 -> disabled', takes], '--rewrite');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('some.trace is written: read what `git diff` shows.');
    expect(ended.written).toContain(
      '\n 1  controllerElectLeader newLeader=0  quorum.leaderEpoch none→0  quorum.leader none→0  ',
    );
    expect(ended.written).toContain('\n 2  becomeLeader request=1 -> disabled\n 3  becomeLeader request=0 ');
    expect(ended.written.split('\n').slice(0, 4)).toEqual([
      SHOWS,
      '#',
      '# Once.',
      'walk kip-279 --brokers 3 --log-size 1 --records 2 --leader-epochs 2 --limit controllerElectLeader=2',
    ]);
    const again = await replayOf(ended.written.split('\n'), '--rewrite');
    expect(again.written).toBe(ended.written);
    expect(again.stdout).not.toContain('.trace is written:');
  });

  it('writes nothing where a step is not as it is written', async () => {
    const lines = [SHOWS, COMMAND, '----', elect, ' 2  becomeLeader request=0 -> disabled'];
    const ended = await replayOf(lines, '--rewrite');
    expect(ended.code).toBe(1);
    expect(ended.written).toBe(lines.join('\n'));
  });
});

it('a trace is written by another command', async () => {
  const ended = await tidemarkHere(['replay', 'traces/kip-279/strong-isr.trace', '--rewrite']);
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain('--rewrite is for walks. A trace is written by `verify --rewrite`.');
  expect(nextOf(ended)).toEqual(['replay', 'traces/kip-279/strong-isr.trace']);
});

it('what comes next can be run', async () => {
  const file = 'traces/walks/t07-maximal-isr-expand-after.trace';
  expect(readFileSync(join(root, file), 'utf8')).toContain('\nwalk kafka-with-reader ');
  const ended = await tidemarkHere(['replay', file]);
  expect(ended.code).toBe(0);
  const next = await tidemarkHere([...nextOf(ended), '--seed', '1', '--runs', '1']);
  expect([0, 2]).toContain(next.code);
});

describe('a walk that cannot be read', () => {
  it.each<[string, readonly string[], string]>([
    [
      'names a property',
      [SHOWS, 'walk kip-279 --property strong-isr', '----'],
      ':2: A walk is of no property.',
    ],
    ['names an unknown protocol', [SHOWS, 'walk kip-297', '----'], ':2: There is no protocol kip-297.'],
    [
      'has a bound that the protocol does not declare',
      [SHOWS, 'walk kip-279 --max-offset 2', '----'],
      ':2: --max-offset is no bound of kip-279.',
    ],
    [
      'limits an unknown action',
      [SHOWS, 'walk kip-279 --limit write=1', '----'],
      ':2: limit: there is no action',
    ],
    [
      'has something else behind a step',
      [SHOWS, COMMAND, '----', `${elect} -> impossible`],
      ':4: "-> impossible" says nothing: a step that must not be possible ends in -> disabled.',
    ],
  ])('because it %s is refused, with its line', async (_, lines, message) => {
    const ended = await replayOf(lines);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(`some.trace${message}`);
    expect(nextOf(ended)).toEqual(['replay', 'some.trace']);
  });

  it('is not shrunk', async () => {
    const path = 'traces/walks/t28-record-less-epochs.trace';
    const ended = await tidemarkHere(['shrink', path]);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(': this is a walk, which is of no property. `replay` takes its steps.');
  });
});
