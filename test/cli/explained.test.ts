import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { copyOfTree, nextOf, propertyFile, tidemark } from '../support/tidemark.js';

const BOUNDS = '--brokers 2 --records 1 --log-size 1 --leader-epochs 1';
const VERIFY = `verify kip-320 --property no-leader ${BOUNDS}`.split(' ');
const noLeader = (because: string) =>
  propertyFile(`{ holds: ({ quorum }) => quorum.leader < 0, because: ${because} }`);
const TELLS =
  '({ quorum }) => [{ says: `replica ${quorum.leader} leads`, actors: [`replica ${quorum.leader}`] }]';

describe.concurrent('a violation is explained', () => {
  it('by its property, below its verdict, and in what JSON has of it', async ({ expect }) => {
    const { run } = copyOfTree({ 'properties/replication/no-leader.ts': noLeader(TELLS) });
    const ended = await run(...VERIFY);
    expect(ended.stdout).toMatch(/✗ {2}no-leader {2}violated in 1 step\n {5}Replica 0 leads\.\n/);
    const { runs } = JSON.parse((await run(...VERIFY, '--json')).stdout) as {
      runs: { properties: { because: unknown }[] }[];
    };
    expect(runs[0]!.properties[0]!.because).toEqual({
      reasons: [{ says: 'replica 0 leads', actors: ['replica 0'] }],
      read: ['quorum.leader = 0'],
    });
  });
  it('by what its test has read, if it says nothing itself', async ({ expect }) => {
    const { run } = copyOfTree({
      'properties/replication/no-leader.ts': propertyFile('({ quorum }) => quorum.leader < 0'),
    });
    const ended = await run(...VERIFY);
    expect(ended.stdout).toContain('\n     Its test read quorum.leader = 0.\n');
    const simulated = await run('simulate', ...VERIFY.slice(1), '--seed', '1');
    expect(simulated.stdout).toContain('\n     Its test read quorum.leader = 1.\n');
  });
  it('where it is replayed, and in its picture, where its lane is marked', async ({ expect }) => {
    const { root, run } = copyOfTree({ 'properties/replication/no-leader.ts': noLeader(TELLS) });
    await run(...VERIFY);
    const trace = '.tidemark/kip-320/no-leader.brokers-2.log-size-1.records-1.leader-epochs-1.trace';
    const ended = await run('replay', trace, '--svg', 'out.svg');
    expect(ended.stdout).toContain('no-leader is violated by the last of 1 step.\n  Replica 0 leads.\n');
    const picture = readFileSync(join(root, 'out.svg'), 'utf8');
    expect(picture).toContain('Replica 0 leads.');
    expect(picture.match(/class="cell broken"/g)).toHaveLength(1);
  });
  it('by what its test has read, if what it says fails, which is to be mended', async ({ expect }) => {
    const file = 'properties/replication/no-leader.ts';
    const { run } = copyOfTree({ [file]: noLeader("() => { throw new Error('it is late'); }") });
    const mend = `${file}: that no-leader is violated cannot be explained. Its because failed: it is late. Mend it, or leave it out.\n`;
    const ended = await run(...VERIFY);
    expect(ended).toMatchObject({ code: 3, stderr: mend });
    expect(ended.stdout).toMatch(/no-leader {2}violated in 1 step\n {5}Its test read quorum\.leader = 0\.\n/);
    expect(ended.stdout).toContain('no-leader: violated, and holds is expected.\n');
    const json = await run(...VERIFY, '--json');
    expect(json.code).toBe(3);
    expect(json.stderr).toContain(mend);
    const { runs } = JSON.parse(json.stdout) as { runs: { properties: { because: unknown }[] }[] };
    expect(runs[0]!.properties[0]!.because).toEqual({ reasons: [], read: ['quorum.leader = 0'] });
    const simulated = await run('simulate', ...VERIFY.slice(1), '--seed', '1');
    expect(simulated).toMatchObject({ code: 3, stderr: mend });
    const trace = nextOf(ended)[1]!;
    for (const command of ['replay', 'shrink']) {
      const again = await run(command, trace);
      expect(again, command).toMatchObject({ code: 3, stderr: mend });
      expect(again.stdout, command).toContain('Its test read quorum.leader = ');
    }
  });
});

describe.concurrent('the turning point of a trace', () => {
  const NOTE =
    'Turning point, with no leaderShrinkIsr: from here on, steps of the protocol alone can lead to this.';
  const R01 = 'traces/r01-re-elected-leader-remembers/acked-kept.trace';
  it('stands where it is among the steps, and is not said again', async ({ expect }) => {
    const { stdout } = await tidemark(['replay', R01]);
    expect(stdout.split(NOTE)).toHaveLength(2);
    expect(stdout).toMatch(/^14 {2}(?:.*\n(?! ?\d))+ {4}Turning point, with .*\n15 {2}/m);
    const exhibit = await tidemark(['museum', 'R01']);
    expect(exhibit.stdout).toContain(`    ${NOTE}\n15  Broker 1 learns`);
  });
  it('is the last step, where no state before it is one', async ({ expect }) => {
    const { stdout } = await tidemark([
      'replay',
      'traces/kafka-with-unclean-election/candidate-complete.trace',
    ]);
    expect(stdout).toContain('Turning point: the last step. From no state before it can');
  });
  it('is not said of what can no longer come about, and of what the protocol does all by itself', async ({
    expect,
  }) => {
    for (const trace of [
      'traces/e2-price-of-clean-election-breaks/leader-can-return-without-isr.trace',
      'traces/kip-320/published-leader-in-isr.brokers-2.records-3.trace',
    ])
      expect((await tidemark(['replay', trace])).stdout).not.toContain('Turning point');
  });
});
