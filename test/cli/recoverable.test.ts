import { describe, expect, it } from 'vitest';
import { nextOf, tidemark } from '../support/tidemark.js';

const TWO_CRASHES = '--brokers 2 --limit brokerCrash=2 --limit controllerElectLeader=0'.split(' ');
const judged = (property: string, ...more: readonly string[]) =>
  tidemark(['verify', 'kafka-as-designed', '--property', property, ...TWO_CRASHES, ...more]);

describe('what can still be reached, on the command line', () => {
  it('holds, and says no more than that', async () => {
    const { code, stdout } = await judged('leader-can-return');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}✓ {2}leader-can-return {2}holds$/m);
  });

  it('is violated where there is no way back, and says what is stuck', async () => {
    const ended = await judged('leader-can-return-without-isr');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('violated in 4 steps, after which it can no longer come about');
    expect(ended.stdout).toContain(
      'From there, 3 states can still be reached by protocol and heal steps, but for those of brokerRestart that do not ' +
        'count: in none of them is it so.\n     In all, 130 states are stuck like this.',
    );
    expect(ended.stdout).not.toMatch(/\bwill\b/);
  });

  it('is undecided where the run cut steps off, and next raises what did', async () => {
    const ended = await judged('leader-can-return', '--partition-epochs', '2');
    expect(ended.code).toBe(2);
    expect(ended.stdout).toMatch(
      /unfinished: of \d+ states it is open whether it can still come about, since .*--partition-epochs.* cut steps? off$/m,
    );
    expect(ended.stdout).toContain(
      'kafka-as-designed: leader-can-return is undecided. To settle it, raise the bounds and limits that cut it short.',
    );
    expect(nextOf(ended).join(' ')).toContain('--partition-epochs 4 ');
  });

  it('is told as JSON with what is stuck, or undecided', async () => {
    const open = JSON.parse((await judged('leader-can-return', '--partition-epochs', '2', '--json')).stdout);
    expect(open.runs[0]).toMatchObject({
      complete: true,
      properties: [
        {
          kind: 'recoverable',
          verdict: 'unfinished',
          undecided: { cutBy: ['partition-epochs'] },
        },
      ],
    });
    const stuck = await judged('leader-can-return-without-isr', '--json');
    expect(JSON.parse(stuck.stdout).runs[0].properties[0]).toMatchObject({
      verdict: 'violated',
      steps: 4,
      stuck: { states: 3, of: 130 },
    });
  });

  it.each([['--threads', '2'], ['--fingerprints']])(
    'needs one thread and whole states: not with %s',
    async (...options) => {
      const ended = await judged('leader-can-return', ...options);
      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain(
        'leader-can-return asks what can still be reached, which takes whole states on one thread: leave --threads and --fingerprints out.',
      );
      expect(nextOf(ended).slice(0, 4)).toEqual([
        'verify',
        'kafka-as-designed',
        '--property',
        'leader-can-return',
      ]);
    },
  );

  it('is not for walks at random, and not for shrinking', async () => {
    const walked = await tidemark(['simulate', 'kafka-as-designed', '--property', 'leader-can-return']);
    expect(walked.code).toBe(3);
    expect(walked.stderr).toContain('no walk can tell: verify judges it.');
    const trace = 'traces/e2-price-of-clean-election-breaks/leader-can-return-without-isr.trace';
    const shrunk = await tidemark(['shrink', trace]);
    expect(shrunk.code).toBe(3);
    expect(shrunk.stderr).toContain('no shorter walk can tell: verify finds a shortest trace.');
    const replayed = await tidemark(['replay', trace]);
    expect(replayed.code).toBe(0);
    expect(replayed.stdout).toContain(
      'leader-can-return-without-isr cannot come about any more. From there, 6 states can still be reached by protocol and heal',
    );
  });
});
