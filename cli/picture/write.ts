import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Search } from '#checker/search';
import { InputError } from '../errors.js';
import type { LocatedTrace, LocatedWalk } from '../traces.js';
import { htmlOf } from './html.js';
import { pictureOf, type Findings } from './picture.js';
import { svgOf } from './svg.js';

export interface PictureOptions {
  /** The files to write a picture to that one steps through, and one that stands still. */
  readonly html?: string;
  readonly svg?: string;
}

/**
 * Writes the pictures that were asked for, and says so.
 *
 * @throws InputError where a file cannot be written, or is the trace itself.
 */
export function writePictures(
  { html, svg }: PictureOptions,
  path: string,
  file: LocatedTrace | LocatedWalk,
  search: Pick<Search, 'protocol' | 'bounds'>,
  findings: Findings = {},
): string[] {
  if (html === undefined && svg === undefined) return [];
  const wanted = [html, svg].filter((one) => one !== undefined);
  for (const [i, one] of wanted.entries())
    if (resolve(one) === resolve(path) || wanted.findIndex((other) => resolve(other) === resolve(one)) !== i)
      throw new InputError('it would be overwritten: name another file for the picture.', { file: one });
  const picture = pictureOf(file, search, findings);
  if (html !== undefined) write(html, htmlOf(picture));
  if (svg !== undefined) write(svg, svgOf(picture));
  return [
    ...(html === undefined
      ? []
      : [`${html} is written: open it in a browser, and step through with ← and →.`]),
    ...(svg === undefined ? [] : [`${svg} is written.`]),
  ];
}
function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(`${whyUnwritable(error)} Name another file for the picture.`, { file: path });
  }
}
const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder.',
  ENOTDIR: 'there is no such folder.',
  EISDIR: 'it is a directory.',
  EACCES: 'it may not be written.',
  EROFS: 'it may not be written.',
};
function whyUnwritable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return UNWRITABLE[code ?? ''] ?? `it cannot be written: ${message}.`;
}
