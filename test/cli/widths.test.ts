import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { boundsFor } from '#checker/bounds';
import { check } from '#checker/breadth-first';
import { always } from '#checker/dsl';
import { matrix } from '#cli/render';
import { tidemark, temporaryFolder } from '../support/tidemark.js';
import { lossyBag, mail } from '../support/lossy-bag.js';

/** Runs on a terminal of so many columns, which `script` pretends to be. */
function onTerminal(columns: number, command: string): string[] {
  const run = `stty cols ${columns} rows 40 2>/dev/null; '${process.execPath}' bin/tidemark.js ${command} 2>/dev/null`;
  const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...env } = process.env;
  const { stdout } = spawnSync('script', ['-qec', run, '/dev/null'], { cwd: root, env, encoding: 'utf8' });
  return stripVTControlCharacters(stdout).replaceAll('\r', '').split('\n');
}
const hasTerminals = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasTerminals)('on a terminal', () => {
  const ROWS = 'verify kip-101 kip-279 kip-320 --brokers 2';
  const TOLD = 'verify kip-101 --brokers 1 --records 1 --property strong-isr --terminal';
  it.each([80, 200])('of %d columns rows, sentences and help fit', (columns) => {
    for (const command of [ROWS, TOLD, 'verify --help']) {
      // A path, a command or a state is one word, and is not broken.
      const text = onTerminal(columns, command).filter(
        (line) => !/^(?:next: | {4,}|Saved in |Exit codes|Example)|--brokers \d/.test(line),
      );
      expect(text.length, text.join('\n')).toBeGreaterThan(4);
      for (const line of text) expect(line.length, line).toBeLessThanOrEqual(columns);
    }
  });
  it.each([80, 100, 200])('of %d columns a claim is told in lines that fit', (columns) => {
    // Before it is told there is how far its searches are, which is drawn over.
    const told = (width: number): string[] => {
      const lines = onTerminal(width, 'claims E3');
      return lines.slice(lines.findIndex((line) => line.includes('E3   ')) + 1);
    };
    const lines = told(columns);
    expect(lines.join(' ')).toMatch(
      /Both members of the ISR .* It holds: .* It breaks: .* How e3-.* It asks: /,
    );
    // What a step changed is one word, and the command is to be copied.
    for (const line of lines.filter((one) => !/^(?: {6}\S+ \S+$|next: )/.test(one)))
      expect(line.length, line).toBeLessThanOrEqual(columns);
    // As it is written, where that fits.
    const written = told(400).find((line) => line.startsWith('Both members of the ISR '));
    expect(lines.includes(written!)).toBe(columns === 200);
  });
  it.each([80, 200])(
    'of %d columns all that is listed fits, in its own lines where there is room',
    (columns) => {
      const listed = onTerminal(columns, 'list');
      for (const line of listed) expect(line.length, line).toBeLessThanOrEqual(columns);
      const words = (lines: readonly string[]): string => lines.join(' ').replaceAll(/\s+/g, ' ');
      const wide = onTerminal(500, 'list');
      expect(words(listed)).toBe(words(wide));
      // As it is written, where that fits; on 80 columns much does not.
      const written = wide.filter((line) => line.length <= columns);
      if (columns === 200) expect(listed).toEqual(expect.arrayContaining(written));
      expect(listed.length - wide.length > 100).toBe(columns === 80);
    },
  );
});

it('a row that does not fit has what is violated below it, and one that fits beside it', () => {
  const bounds = boundsFor(lossyBag.bounds, {});
  const name = `that-nothing-is-ever-received-${'or-sent-'.repeat(4)}`;
  const properties = { [name]: always(mail, ({ sent }) => sent === 0), fine: always(mail, () => true) };
  const report = check(lossyBag, properties);
  const job = { protocol: 'lossy-bag', properties: Object.keys(properties), bounds, limits: {} };
  const selected = { job, protocol: lossyBag, properties, recorded: undefined };
  const done = [{ selected, report, judgement: { code: 1, differences: [] } as const, seconds: 0 }];
  const lines = (width?: number): string[] => stripVTControlCharacters(matrix(done, width)).split('\n');
  expect(lines(200)).toEqual(lines());
  expect(lines()).toHaveLength(2);
  expect(lines()[1]).toContain(`  1 hold, 0 seen   ${name} 1`);
  expect(lines(80)).toEqual([
    'protocol   states  depth  as it should be',
    '    violated, in steps',
    expect.stringMatching(/^lossy-bag +\d+ +\d+ {2}1 hold, 0 seen$/),
    `    ${name} 1`,
  ]);
});

describe.concurrent('colours', () => {
  it.for([['replay', 'traces/kip-279/strong-isr.trace'], ['museum', 'A08'], ['list']])(
    'are there where they are forced, and not where NO_COLOR is set: %s',
    async (args, { expect }) => {
      const cwd = args[0] === 'replay' ? root : temporaryFolder();
      const [forced, never] = await Promise.all([
        tidemark(args, { cwd, env: { FORCE_COLOR: '1' } }),
        tidemark(args, { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }),
      ]);
      expect(never.stdout).not.toContain('\x1b');
      expect(stripVTControlCharacters(forced.stdout)).toBe(never.stdout);
    },
  );
});
