import { describe, expect, it } from 'vitest';
import { stripVTControlCharacters } from 'node:util';
import { agreed, ownPages, writeFilesOf, type Page, type Shown } from '../support/pages.js';
import { temporaryFolder, tidemarkHere, tidemarkIn } from '../support/tidemark.js';

/** Every command that a page names is one, and writes what the page shows. */

/** What is only named is cut short: what it says is read, and little is done. What would be recorded, is not. */
const CUT: Readonly<Record<string, readonly string[]>> = {
  verify: ['--max-depth', '0'],
  museum: ['--time', '1'],
  claims: ['--time', '1'],
  tables: ['--time', '1'],
  simulate: ['--runs', '1', '--steps', '1'],
  shrink: ['--max-states', '1'],
};
const isShown = ({ output, code }: Shown): boolean => output !== undefined || code !== undefined;
const briefly = (args: readonly string[]): string[] => [
  ...args.filter((word) => word !== '--rewrite' && word !== '--save'),
  ...(args.includes('--help') ? [] : (CUT[args[0]!] ?? [])),
];
const argumentsOf = (shown: Shown): readonly string[] => (isShown(shown) ? shown.args : briefly(shown.args));

/** What is written is the same everywhere, but for how long it took. */
const timeless = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/"seconds": [\d.e-]+/g, '"seconds": 0.01');

/** Each of them once. A command alone says no more than its name: it need not be run. */
const commandsOf = ({ commands }: Page): Shown[] => {
  const all = commands.filter((one) => isShown(one) || one.args.length > 1);
  const isFirst = (one: Shown, i: number): boolean =>
    isShown(one) || all.findIndex((other) => other.args.join() === one.args.join()) === i;
  return all.filter(isFirst);
};

describe.each(ownPages.filter((page) => commandsOf(page).length > 0))('$file', (page) => {
  const folder = temporaryFolder();
  writeFilesOf(page, folder);
  it.each(commandsOf(page).map((shown) => [shown.args.join(' '), shown] as const))('%s', async (_, shown) => {
    const { code, stdout, stderr } = await tidemarkIn(folder, argumentsOf(shown));
    const where = `${shown.page}:${shown.line}`;
    if (shown.code !== undefined) expect(code, `${where}: ${stderr}`).toBe(shown.code);
    if (shown.output !== undefined) expect(agreed(shown.output, timeless(stdout)), where).toBe(shown.output);
    if (!isShown(shown)) expect(code, `${where}: ${stderr}`).not.toBe(3);
  });
});

it('a command alone is one that there is', async () => {
  const { stdout } = await tidemarkHere(['--help']);
  for (const { args, page, line } of ownPages.flatMap(({ commands }) => commands))
    expect(stdout, `${page}:${line}`).toMatch(new RegExp(`^ {2}${args[0]} `, 'm'));
});
it('every page but the tutorial is looked at, and some show what is written', () => {
  expect(ownPages.length).toBeGreaterThan(15);
  expect(ownPages.flatMap(commandsOf).filter(({ output }) => output !== undefined).length).toBeGreaterThan(
    20,
  );
});
