import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { always, bounded, limit } from '#checker/dsl';
import { wider } from '#cli/wider';
import { furtherOptions } from '#cli/further';
import { boundsFor } from '#checker/bounds';
import { check } from '#checker/breadth-first';
import type { Context } from '#cli/registry';
import { save } from '#cli/violation';
import { lossyBag, mail } from '../support/lossy-bag.js';
import { nextOf, temporaryFolder, tidemark } from '../support/tidemark.js';

const VIOLATED = ['verify', 'kip-101', '--property', 'strong-isr', '--brokers', '2'] as const;
const FILE = '.tidemark/kip-101/strong-isr.brokers-2';

describe.concurrent('a violation that no golden trace shows', () => {
  it.for([
    ['at other bounds', [], ''],
    ['with limits', ['--limit', 'leaderWrite=2'], '.leaderWrite-2'],
    ['of a search that was not finished', ['--max-depth', '12'], ''],
    ['with threads', ['--threads', '2'], ''],
  ] as const)(
    '%s is saved where the command runs, with how it was found, and is replayed next',
    async ([, more, name], { expect }) => {
      const cwd = temporaryFolder();
      const ended = await tidemark([...VIOLATED, ...more], { cwd });
      const path = `${FILE}${name}.trace`;
      expect(ended.code).toBe(1);
      expect(ended.stdout).toContain(`\nSaved in ${path}.\n`);
      expect(nextOf(ended)).toEqual(['replay', path]);
      const [first, found, command] = readFileSync(join(cwd, path), 'utf8').split('\n');
      expect(first).toBe('# strong-isr is violated by kip-101 in 11 steps, the fewest there are.');
      expect(found).toBe(`# Found by: npx tidemark ${command}`);
      expect(readFileSync(join(cwd, '.tidemark/.gitignore'), 'utf8')).toBe('*\n');
      const again = await tidemark(nextOf(ended), { cwd });
      expect(again.code).toBe(0);
      expect(again.stdout).toContain('strong-isr is violated by the last of 11 steps.');
    },
  );

  it('is one of several, of which the number is said, and with --json nothing but the document', async ({
    expect,
  }) => {
    const cwd = temporaryFolder();
    const ended = await tidemark(['verify', 'kip-101', 'kip-279', '--brokers', '2', '--json'], { cwd });
    expect(() => JSON.parse(ended.stdout) as unknown).not.toThrow();
    expect(ended.stderr).toMatch(
      /^\d+ traces of violations that are not recorded are saved in \.tidemark\/\.$/m,
    );
    const [, path] = nextOf(ended);
    expect(existsSync(join(cwd, path!))).toBe(true);
  });

  it('that cannot be saved is judged again next', async ({ expect }) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '.tidemark'), '');
    const ended = await tidemark(VIOLATED, { cwd });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('\nIt could not be saved: ');
    expect(nextOf(ended).slice(0, 4)).toEqual(VIOLATED.slice(0, 4));
  });
});

it('a violation is not saved into an installed package, where the command runs in one', ({ expect }) => {
  const property = always(mail, ({ sent }) => sent === 0);
  const steps = [{ action: 'send', chosen: {} }];
  const found = {
    job: { protocol: 'some', properties: ['small'], bounds: boundsFor(lossyBag.bounds, {}), limits: {} },
    protocol: lossyBag,
    properties: { small: property },
    property: 'small',
    minimal: { steps, certificate: { kind: 'shortest', states: 2 } },
    foundIn: 1,
  } as const;
  const context = { root: process.cwd(), isInstalled: true } as Context;
  expect(save(found, false, context)).toEqual({
    next: undefined,
    remark:
      'It could not be saved: nothing is written into an installed package. Run it from a folder of your own.',
  });
  expect(existsSync('.tidemark/some')).toBe(false);
});

describe('what comes after a search', () => {
  it('that ended early is the same with twice as much of what ended it, and all else as it was', ({
    expect,
  }) => {
    const given = { maxStates: 5, maxDepth: 0, time: 3, memory: 100, threads: 2, stopAtFirst: true };
    const all = '--max-states 5 --max-depth 0 --time 3 --memory 100 --threads 2 --stop-at-first';
    const options = (...asked: Parameters<typeof furtherOptions>): string =>
      furtherOptions(...asked).join(' ');
    expect(options('states', given, true)).toBe(all.replace('states 5', 'states 10'));
    expect(options('depth', given, true)).toBe(all.replace('depth 0', 'depth 1'));
    expect(options('time', given, true)).toBe(all.replace('time 3', 'time 6'));
    expect(options('interrupted', given, true)).toBe(all);
    expect(options('first violation', given, true)).toBe(all.replace(' --stop-at-first', ''));
    expect(options('memory', given, true)).toBe(all.replace('2 --', '2 --fingerprints --'));
    for (const [fingerprints, mayHash] of [
      [true, true],
      [false, false],
    ] as const)
      expect(options('memory', { memory: 100, fingerprints }, mayHash)).toBe(
        `--memory 200${fingerprints ? ' --fingerprints' : ''}`,
      );
  });

  it('that found nothing is one with one more of the fault, or else of the bound, that stopped most', ({
    expect,
  }) => {
    const after = (protocol: typeof lossyBag) => {
      const bounds = boundsFor(protocol.bounds, {});
      const job = { protocol: 'some', properties: [], bounds, limits: {} };
      const selected = { job, protocol, properties: {}, recorded: undefined };
      return wider({ selected, report: check(protocol, {}) });
    };
    const usual = boundsFor(lossyBag.bounds, {});
    expect(after(limit(lossyBag, { lose: 1, duplicate: 1 }))?.limits).toEqual({ duplicate: 2 });
    const bound = after(lossyBag);
    expect(bound?.limits).toEqual({});
    expect(bound?.bounds).not.toEqual(usual);
    expect(after(bounded(lossyBag, usual))).toEqual(bound);
  });

  it.for([
    [
      'kip-320 --brokers 1 --leader-epochs 1 --records 1 --log-size 1',
      /^verify kip-320 .*--(?:leader-epochs|records) 2/,
    ],
    [
      'kafka-as-designed --brokers 1 --property committed-never-lost',
      /--limit brokerCrash=2 --property committed-never-lost$/,
    ],
  ] as const)('of %s is a wider one', async ([args, pattern], { expect }) => {
    const ended = await tidemark(['verify', ...args.split(' ')], { cwd: temporaryFolder() });
    expect(ended.code).not.toBe(3);
    expect(nextOf(ended).join(' ')).toMatch(pattern);
  });
});
