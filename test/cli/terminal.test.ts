import { describe, expect, it } from 'vitest';
import { tidemark, temporaryFolder, type Ended } from '../support/tidemark.js';

const KIP_101 = 'verify kip-101 --property strong-isr --brokers 1 --records 1'.split(' ');
const run = (...args: readonly string[]): Promise<Ended> => tidemark(args, { cwd: temporaryFolder() });
interface Document {
  readonly runs: readonly {
    readonly terminal?: {
      readonly steps: number;
      readonly trace: readonly { readonly action: string }[];
      readonly stoppedBy: readonly { readonly action: string; readonly by: string }[];
    } | null;
  }[];
}
const terminals = ({ stdout }: Ended) =>
  (JSON.parse(stdout) as Document).runs.map(({ terminal }) => terminal);

describe.concurrent('tidemark verify --terminal', () => {
  it('tells a shortest way to a state from which no step is possible', async () => {
    const ended = await run(...KIP_101, '--terminal');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(
      [
        '',
        'kip-101: a terminal state, from which no step is possible, after 1 step:',
        ' 1  The controller takes replica 0 for failed: leader epoch 0 has no leader; the ISR is {}.',
        '      controllerShrinkIsr failed=0',
        '      quorum.leaderEpoch none→0',
        '      quorum.isr {0}→{}',
        '      nextLeaderEpoch 0→1',
        '    No bound and no limit stops a step there.',
        '',
      ].join('\n'),
    );
  });

  it('says which bounds and limits stop steps there', async () => {
    const ended = await run(...KIP_101, '--limit', 'controllerShrinkIsr=0', '--terminal');
    expect(ended.stdout).toContain('    There --records keeps leaderWrite from happening.\n');
    expect(ended.stdout).toContain(
      '    There the limit on controllerShrinkIsr keeps controllerShrinkIsr from happening.\n',
    );
    expect(ended.stdout).toContain(
      'kip-101: a terminal state, from which no step is possible, after 4 steps:\n',
    );
  });

  it('says where there is none, and where none was found', async () => {
    const [none, notFound] = await Promise.all([
      run('verify', 'async-isr', '--max-offset', '1', '--max-version', '1', '--terminal'),
      run(...KIP_101, '--limit', 'controllerShrinkIsr=0', '--max-depth', '2', '--terminal'),
    ]);
    expect(none.stdout).toContain(
      '\nasync-isr: there is no terminal state: from each, some step is possible.\n',
    );
    expect(notFound.stdout).toContain('\nkip-101: no terminal state was found, as far as the search went.\n');
    expect(notFound.code).toBe(2);
  });

  it('does so of each search, with any number of threads, and as JSON', async () => {
    const args = ['verify', 'kip-101', 'kip-279', '--brokers', '2', '--records', '1', '--json', '--terminal'];
    const [one, two, never] = await Promise.all([
      run(...args),
      run(...args, '--threads', '2'),
      run('verify', 'async-isr', '--max-offset', '1', '--max-version', '1', '--terminal', '--json'),
    ]);
    for (const ended of [one, two])
      for (const terminal of terminals(ended)) {
        expect(terminal!.steps).toBe(2);
        expect(terminal!.trace.map(({ action }) => action)).toEqual([
          'controllerShrinkIsr',
          'controllerShrinkIsr',
        ]);
        expect(terminal!.stoppedBy).toEqual([]);
      }
    expect(terminals(never)).toEqual([null]);
    const [without] = terminals(await run(...KIP_101, '--json'));
    expect(without).toBeUndefined();
    const limited = await run(...KIP_101, '--limit', 'controllerShrinkIsr=0', '--json', '--terminal');
    expect(terminals(limited)[0]!.stoppedBy).toContainEqual({ action: 'leaderWrite', by: 'records' });
  });
});
