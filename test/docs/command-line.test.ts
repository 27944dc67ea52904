import { describe, expect, it } from 'vitest';
import { pageOf } from '../support/pages.js';
import { tidemarkHere } from '../support/tidemark.js';

/** docs/reference/command-line.md says what the command line says of itself: all of it, and nothing else. */
const { text } = pageOf('docs/reference/command-line.md');

const helpOf = async (...command: readonly string[]): Promise<string> =>
  (await tidemarkHere([...command, '--help'])).stdout;
/** What a list of a help begins its lines with. */
const listed = (help: string, pattern: RegExp): string[] =>
  [...help.matchAll(pattern)].map(([, one]) => one!);
const commandsIn = (help: string): string[] =>
  listed(help.slice(help.indexOf('\nCommands:\n')), /^ {2}([a-z]+)(?= )/gm);
const optionsIn = (help: string): string[] =>
  listed(help, /^ {2}(?:-\w, )?(--[a-z-]+(?: <[^>]+>)?)(?= |$)/gm);

/** The part of the page below the heading that speaks of a command. */
function sectionOf(command: string): string {
  const [, target] = new RegExp(`\\[\`${command}\`\\]\\(#([\\w-]+)\\)`).exec(text) ?? [];
  const sections = text.split(/^## /m).slice(1);
  return (
    sections.find(
      (one) =>
        one
          .split('\n')[0]!
          .toLowerCase()
          .replaceAll(/[^a-z]+/g, '-') === target,
    ) ?? ''
  );
}
/** The options that have a row in a table. */
const rowsIn = (section: string): string[] => listed(section, /^\| `(--[^`]+)` \|/gm);
const COMMON: ReadonlySet<string> = new Set(['--dir <folder>', '--help']);

const help = await helpOf();
const commands = commandsIn(help);

/** `--log-size` of `--log-size <n>`. */
const bare = (option: string): string => option.split(' ')[0]!;

describe('the page of the command line', () => {
  it('has a row for each command, and for no other', () => {
    expect(commands).toContain('verify');
    expect(listed(text, /^\| (?:\[)?`([a-z]+)`(?:\]\(#[\w-]+\))? \|/gm)).toEqual(commands);
  });
  it('names what every command has', () => {
    expect(optionsIn(help)).toEqual(['--version', '--help']);
    for (const option of ['`--version`', '`--help`', '| `--dir <folder>` |']) expect(text).toContain(option);
  });
  it.each(commands.filter((one) => one !== 'help'))(
    'has a row for each option of %s, and no other',
    async (command) => {
      const known = optionsIn(await helpOf(command)).filter((option) => !COMMON.has(option));
      const bounds = optionsIn((await helpOf('verify')).split('\nBounds:\n')[1]!);
      const section = sectionOf(command);
      const rows = rowsIn(section);
      expect(rows).toEqual([...new Set(rows)]);
      const own = known.filter((option) => !bounds.includes(option));
      expect(rows.filter((option) => !bounds.includes(option)).sort()).toEqual(own.sort());
      if (command === 'verify')
        expect(rows.filter((option) => bounds.includes(option)).sort()).toEqual(bounds.sort());
    },
  );
  it('names no option that there is not', async () => {
    const helps = await Promise.all(commands.map((command) => helpOf(command)));
    const known = new Set(helps.flatMap((one) => optionsIn(one).map(bare)));
    const named = new Set([...text.matchAll(/(?<![\w(#-])--[a-z]+(?:-[a-z]+)*/g)].map(([option]) => option));
    expect([...named].filter((option) => !known.has(option) && option !== '--version')).toEqual([]);
  });
});
