import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { ENDLESS, interrupted } from '../support/interrupted.js';
import {
  copyOfTree,
  nextOf,
  propertyFile,
  start,
  temporaryFolder,
  type Ended,
  type RunOptions,
} from '../support/tidemark.js';

interface Interrupted extends Ended {
  /** Whether a process of the group is left. */
  readonly left: boolean;
  /** What is left of its temporary files. */
  readonly files: readonly string[];
}

const isThere = (group: number): boolean => {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * Begins a search, interrupts it when it is under way, and looks at what is left behind.
 */
async function interruptedWhole(args: readonly string[], options: RunOptions = {}): Promise<Interrupted> {
  const folder = temporaryFolder();
  const { pid, ...result } = await interrupted(args, /under way/, { ...options, env: { TMPDIR: folder } });
  // A process that was told to end has ended when its parent has been told.
  for (let i = 0; i < 400 && isThere(pid); i++) await setTimeout(50);
  return { ...result, left: isThere(pid), files: readdirSync(folder) };
}

const LARGE = ['verify', 'kip-320', 'async-isr', '--leader-epochs', '4'] as const;

describe('Ctrl-C', () => {
  it('reports what was found so far, with exit code 2, and leaves nothing behind', async () => {
    const ended = await interruptedWhole([...LARGE, '--report']);
    expect(ended.code).toBe(2);
    expect(ended).toMatchObject({ left: false, files: [] });
    expect(ended.stderr).toContain('Interrupted: what was found so far follows.');
    expect(ended.stdout).toMatch(/^kip-320 --brokers 3 .*\n {2}[\d,]+ distinct states?, /m);
    expect(ended.stdout).toMatch(
      /\? {2}strong-isr +unfinished: no violation in \d+ steps?, where it was interrupted/,
    );
    expect(ended.stdout).toContain('Nothing found is other than expected, but not all is settled.');
    expect(nextOf(ended).join(' ')).toBe(
      'verify kip-320 --brokers 3 --log-size 2 --records 2 --leader-epochs 4',
    );
  });

  it('writes the JSON document, with the threads of a search as with one', async () => {
    const ended = await interruptedWhole([...LARGE, '--json', '--threads', '2']);
    expect(ended.code).toBe(2);
    expect(ended).toMatchObject({ left: false, files: [] });
    const { runs } = JSON.parse(ended.stdout) as {
      runs: { protocol: string; complete: boolean; why: string | null; distinctStates: number }[];
    };
    expect(runs.map(({ protocol }) => protocol)).toEqual(['kip-320', 'async-isr']);
    expect(runs[0]).toMatchObject({ complete: false, why: 'interrupted' });
    expect(runs[0]!.distinctStates).toBeGreaterThan(0);
  });

  it('ends searches that have not begun too, each with its row', async () => {
    const ended = await interruptedWhole(['verify', '--leader-epochs', '4', '--jobs', '1']);
    expect(ended.code).toBe(2);
    // The largest are searched first, so that on one thread none of them has come to its end.
    const rows = ended.stdout.match(/^[a-z0-9.-]+ +[\d,]+ +\d+ .* unfinished$/gm);
    expect(rows?.length).toBe(findSources(root).protocols.length);
  });

  it('does not unsettle a violation that was found, which counts for more', async () => {
    const copy = copyOfTree({ 'properties/mine/never.ts': propertyFile('() => false') });
    const ended = await interruptedWhole(LARGE, { root: copy.root });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('kip-320: never: violated, and holds is expected.');
    expect(ended.stdout).toContain('kip-320 is unfinished. To go further, run it again.');
    // The violation is saved, though it is of a search that was not finished.
    expect(nextOf(ended)).toEqual(['replay', '.tidemark/kip-320/never.leader-epochs-4.trace']);
  });

  it('a second time ends it there and then, also if a property never answers', async () => {
    const copy = copyOfTree({ 'properties/mine/endless.ts': propertyFile(ENDLESS) });
    const { child, ended, said } = start(LARGE, { root: copy.root });
    await said(/asked/);
    process.kill(-child.pid!, 'SIGINT');
    await said(/Interrupted/);
    await setTimeout(700);
    expect(isThere(child.pid!)).toBe(true);
    process.kill(-child.pid!, 'SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: '' });
  });

  it('ends a search that does not stop, after a while, and says so', async () => {
    const copy = copyOfTree({ 'properties/mine/endless.ts': propertyFile(ENDLESS) });
    const ended = await copy.run('verify', 'kip-320', '--property', 'endless', '--time', '1');
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('it did not stop when it was to, and was ended');
  });
});
