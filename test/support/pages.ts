import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '#bin/bundle';

/** The pages of docs/, and what they have that a machine can look at. */

/** What stands between two fences. */
export interface Block {
  readonly page: string;
  /** From 1 on. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** The file that it is, by the line above it: `mine/properties/some.ts`. */
  readonly file: string | undefined;
}
/** A command of ours that a page names, or shows with what it writes. */
export interface Shown {
  readonly page: string;
  readonly line: number;
  readonly args: readonly string[];
  /** What it writes; where `…` stands alone, lines are left out. */
  readonly output: string | undefined;
  /** The exit code, where the page says it. */
  readonly code: number | undefined;
}
export interface Page {
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly commands: readonly Shown[];
}

/** It is held by a test of its own, which types it in from its first line to its last. */
const TUTORIAL = 'docs/tutorial.md';

export const pages: readonly Page[] = readdirSync(join(root, 'docs'), {
  recursive: true,
  withFileTypes: true,
})
  .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .sort()
  .map(readPage);
/** Those whose blocks and commands no other test looks at. */
export const ownPages = pages.filter(({ file }) => file !== TUTORIAL);
export const pageOf = (file: string): Page => pages.find((page) => page.file === file)!;

function readPage(file: string): Page {
  const text = readFileSync(join(root, file), 'utf8');
  const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
  const blocks = [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(
    ({ index, 1: language, 2: inside }): Block => {
      const above = text.slice(0, index).trimEnd().split('\n').at(-1)!;
      const name = /`([\w./-]+\.\w+)`:$/.exec(above)?.[1];
      return { page: file, line: lineAt(index), language: language!, text: inside!, file: name };
    },
  );
  const prose = text.replace(/^```[^]*?^```$/gm, (block) => block.replaceAll(/[^\n]/g, ''));
  // What has <a name> in it is no command, but how one reads.
  const named = [...prose.matchAll(/`npx tidemark ([^`<]+)`/g)].map(({ index, 1: words }) =>
    shown(file, lineAt(index), words!),
  );
  return { file, text, blocks, commands: [...named, ...blocks.flatMap(commandsIn)] };
}

/** A session has `$` before each command and what it writes below; a script has commands alone. */
function commandsIn({ page, line, language, text }: Block): Shown[] {
  const at = (index: number): number => line + text.slice(0, index).split('\n').length;
  if (language === 'sh')
    return [...text.matchAll(/^npx tidemark (.+)$/gm)].map(({ index, 1: words }) =>
      shown(page, at(index), words!),
    );
  return [...text.matchAll(/^\$ npx tidemark (.+)\n((?:(?!\$ ).*\n)*)/gm)].map(
    ({ index, 1: words, 2: output }) => shown(page, at(index), words!, output),
  );
}
function shown(page: string, line: number, text: string, output?: string): Shown {
  const [words, comment = ''] = text.split(/\s+#\s/) as [string, string?];
  const code = /exit code (\d)/.exec(comment)?.[1];
  return {
    page,
    line,
    args: words.trim().split(/\s+/),
    output,
    code: code === undefined ? undefined : Number(code),
  };
}

/** Writes the files that a page shows to a folder. */
export function writeFilesOf({ blocks }: Page, folder: string): void {
  for (const { file, text } of blocks) {
    if (file === undefined) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** What is shown, if that is what was written; else what was written, to be compared. */
export function agreed(output: string, written: string): string {
  const plain = written.replace(/[ \t]+$/gm, '');
  const pattern = output.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/^ *…\n/gm, '(?:.*\n)*?');
  return new RegExp(`^${pattern}$`).test(plain) ? output : plain;
}
