import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { COMPILER, pack, run, succeeded } from '../support/packed.js';
import { temporaryFolder, type Ended } from '../support/tidemark.js';

/** The tutorial, typed in word for word by somebody who has an empty folder and the tarball beside it. */

/** A block of it: a file, or a part of one; commands; or commands and what they write. */
interface Block {
  readonly kind: string;
  readonly line: number;
  readonly text: string;
  /** The line above it. */
  readonly above: string;
}
interface Shown {
  readonly command: string;
  /** Where `…` stands alone, lines are left out. */
  readonly output: string;
  readonly line: number;
}

const TUTORIAL = readFileSync(join(root, 'docs', 'tutorial.md'), 'utf8');
const blocks = [...TUTORIAL.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(
  ({ index, 1: kind, 2: text }): Block => ({
    kind: kind!,
    line: TUTORIAL.slice(0, index).split('\n').length,
    text: text!,
    above: TUTORIAL.slice(0, index).trimEnd().split('\n').at(-1)!,
  }),
);
/** The commands of a block, each with the lines below it. */
const commandsIn = ({ text, line }: Block): Shown[] =>
  [...text.matchAll(/^\$ (.+)\n((?:(?!\$ ).*\n)*)/gm)].map(({ index, 1: command, 2: output }) => ({
    command: command!,
    output: output!,
    line: line + text.slice(0, index).split('\n').length,
  }));
const isSession = ({ kind }: Block): boolean => kind === '';
const commands = blocks.filter(isSession).flatMap(commandsIn);

/** Where files go: first the folder that the tarball lies beside, then the one it says to go to. */
let folder: string;
const ended = new Map<Shown['line'], Ended>();
/** What the compiler says of the files, whenever one is about to change, and at last. */
const compiled: Ended[] = [];

async function compile(): Promise<void> {
  const strict = ['--exactOptionalPropertyTypes', '--verbatimModuleSyntax', '--skipLibCheck', 'false'];
  compiled.push(await run(folder, COMPILER, ...strict));
}
async function runScript({ text }: Block): Promise<void> {
  const { stdout } = await succeeded(run(folder, 'sh', '-e', '-c', `${text}\npwd`));
  folder = stdout.trimEnd().split('\n').at(-1)!;
}
async function write({ kind, text, above, line }: Block): Promise<void> {
  const [, name, how] = /`([\w./-]+)`(|, below it|, changed):$/.exec(above) ?? [];
  if (name === undefined) throw new Error(`docs/tutorial.md:${line}: no line above says which file it is.`);
  const file = join(folder, name);
  if ((how === ', changed') !== (kind === 'diff')) throw new Error(`docs/tutorial.md:${line}: is it a diff?`);
  mkdirSync(dirname(file), { recursive: true });
  if (kind === 'diff') {
    await compile();
    writeFileSync(file, changed(readFileSync(file, 'utf8'), text));
  } else writeFileSync(file, how === '' ? text : `${readFileSync(file, 'utf8')}\n${text}`);
}
/** What a reader makes of a diff, whose parts `…` keeps apart: each speaks of one place, and leaves no doubt of which. */
const changed = (before: string, diff: string): string =>
  diff.split('…\n').reduce((text, part) => {
    const side = (sign: '-' | '+'): string =>
      [...part.matchAll(/^([-+ ])(.*\n)/gm)]
        .filter(([, mark]) => mark === sign || mark === ' ')
        .map(([, , line]) => line)
        .join('');
    expect(text.split(side('-'))).toHaveLength(2);
    return text.replace(side('-'), () => side('+'));
  }, before);

beforeAll(async () => {
  folder = temporaryFolder();
  const tarball = await pack();
  mkdirSync(join(folder, 'tidemark'));
  copyFileSync(tarball, join(folder, 'tidemark', basename(tarball)));
  for (const block of blocks)
    if (block.kind === 'sh') await runScript(block);
    else if (isSession(block))
      for (const { command, line } of commandsIn(block))
        ended.set(line, await run(folder, 'sh', '-c', command));
    else await write(block);
  await compile();
}, 240_000);

/** What is shown, if that is what was written; else what was written, to be compared. */
function agreed(shown: string, written: string): string {
  const pattern = shown.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/^…\n/gm, '(?:.*\n)*?');
  return new RegExp(`^${pattern}$`).test(written) ? shown : written;
}

describe('the tutorial', () => {
  it.each(commands)('says what is written by: $command', ({ output, line }) => {
    const { code, stdout, stderr } = ended.get(line)!;
    const written = stripVTControlCharacters(stdout).replace(/[ \t]+$/gm, '');
    expect(agreed(output, written), `docs/tutorial.md:${line}`).toBe(output);
    expect(stderr).toBe('');
    expect(code).toBe(/^Not all is as it is recorded or expected\.$/m.test(stdout) ? 1 : 0);
  });
  it('has files that the strict compile, at every stage', () => {
    expect(compiled).toHaveLength(2);
    for (const one of compiled) expect(one).toMatchObject({ code: 0, stdout: '' });
  });
  it('has a page written to step through', () => {
    expect(existsSync(join(folder, 'lease.html'))).toBe(true);
  });
  it('shows no command that is not run', () => {
    expect(TUTORIAL.match(/^```\w+$/gm)).toHaveLength(blocks.filter((block) => !isSession(block)).length);
    expect(TUTORIAL.match(/^\$ /gm)).toHaveLength(commands.length);
  });
});
