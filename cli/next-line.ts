import { quoted } from './quoted.js';
import type { Context } from './registry.js';

/** The arguments of a command that is said, which finds what lies in a folder of who uses it where this one did. */
export const here = (args: string, { dir }: Pick<Context, 'dir'>): string =>
  dir === undefined || /^new\b|(?:^| )--(?:dir|help)\b/.test(args) ? args : `${args} --dir ${quoted(dir)}`;

/** The line that ends what a command says: what is of most use next. */
export const nextLine = (args: string, context: Pick<Context, 'dir'>): string =>
  `next: npx tidemark ${here(args, context)}`;
