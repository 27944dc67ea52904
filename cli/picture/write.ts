import { resolve } from 'node:path';
import type { Search } from '#checker/search';
import { InputError } from '../errors.js';
import { writeOut } from '../output.js';
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
  if (html !== undefined) writeOut(html, htmlOf(picture), 'for the picture');
  if (svg !== undefined) writeOut(svg, svgOf(picture), 'for the picture');
  return [
    ...(html === undefined
      ? []
      : [`${html} is written: open it in a browser, and step through with ← and →.`]),
    ...(svg === undefined ? [] : [`${svg} is written.`]),
  ];
}
