import { resolve } from 'node:path';
import { printItf } from '#checker/itf';
import type { Search } from '#checker/search';
import { showChosen } from '#checker/trace';
import { isWalk } from '#checker/trace-text';
import { InputError } from './errors.js';
import { mermaidOf } from './mermaid.js';
import { storyOf } from './narration.js';
import { STDOUT, writeOut } from './output.js';
import type { PictureOptions } from './picture/write.js';
import type { LocatedTrace, LocatedWalk } from './traces.js';

export interface FormatOptions {
  /** The files to write the Informal Trace Format and a Mermaid diagram to; - is standard output. */
  readonly itf?: string;
  readonly mermaid?: string;
}

/** Whether standard output is taken. */
export const takesOutput = ({ itf, mermaid, html, svg }: FormatOptions & PictureOptions): boolean =>
  [itf, mermaid, html, svg].includes(STDOUT);

/** @throws InputError where a file would be written over the trace, or two into one. */
export function checkFormats(
  { itf, mermaid, html, svg }: FormatOptions & PictureOptions,
  path: string,
): void {
  const taken = [path, html, svg].flatMap((one) => (one === undefined ? [] : [resolve(one)]));
  for (const one of [itf, mermaid]) {
    if (one === undefined) continue;
    if (taken.includes(resolve(one)))
      throw new InputError('it would be overwritten: name another file.', { file: one });
    taken.push(resolve(one));
  }
}

/** Writes a trace or a walk in the formats that were asked for, and says so. @throws InputError */
export function writeFormats(
  { itf, mermaid }: FormatOptions,
  file: LocatedTrace | LocatedWalk,
  { protocol, bounds }: Pick<Search, 'protocol' | 'bounds'>,
): string[] {
  if (itf !== undefined) writeOut(itf, printItf(file, protocol, bounds));
  if (mermaid !== undefined) {
    const { machine, told } = storyOf({ name: file.protocol, protocol, bounds }, file.steps);
    const title = `${file.protocol}: ${isWalk(file) ? file.shows : file.property}`;
    const diagram = mermaidOf(title, told, ({ step }) =>
      [step.action, ...showChosen(machine, step)].join(' '),
    );
    writeOut(mermaid, diagram);
  }
  return [itf, mermaid].flatMap((one) => (one === undefined || one === STDOUT ? [] : [`${one} is written.`]));
}
