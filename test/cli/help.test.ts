import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { nextOf, temporaryFolder, tidemark } from '../support/tidemark.js';

const COMMANDS = 'verify museum claims tables simulate shrink replay list new'.split(' ');
/** A screen of today. */
const LINES = 50;

describe.concurrent('the help of a command', () => {
  it.for(COMMANDS)(
    'fits a screen, names the exit codes, and has an example: %s',
    async (command, { expect }) => {
      const { stdout, code } = await tidemark([command, '--help'], { env: { COLUMNS: '80' } });
      expect(code).toBe(0);
      expect(stdout.split('\n').length).toBeLessThanOrEqual(LINES);
      expect(stdout).toMatch(/^Exit codes: 0 .*, 1 .*, 2 .*, 3 /m);
      expect(stdout).toMatch(new RegExp(`^Example: npx tidemark ${command}\\b`, 'm'));
    },
  );

  // The others take longer than a test may, or have a test of their own.
  it.for(['verify', 'museum', 'claims', 'shrink', 'replay', 'list'])(
    'has an example that does what it is to, and says what comes next: %s',
    async (command, { expect }) => {
      const { stdout } = await tidemark([command, '--help']);
      const [, example] = /^Example: npx tidemark (.+)$/m.exec(stdout)!;
      const cwd = ['shrink', 'replay'].includes(command) ? root : temporaryFolder();
      const ended = await tidemark(example!.split(' '), { cwd });
      expect([0, 1]).toContain(ended.code);
      nextOf(ended);
    },
  );
});

it('has a line for each command', async () => {
  const { stdout } = await tidemark(['--help']);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  expect(stdout.split('\n').length).toBeLessThanOrEqual(LINES);
});
