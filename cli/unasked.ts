import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { searchAgain } from './again.js';
import { onRequestOnly } from './on-request.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import type { Done } from './render.js';

/** Whether nothing was asked of a search: no property was judged, and nothing is recorded that it could differ from. */
export const isUnasked = ({ selected, report }: Pick<Done, 'selected' | 'report'>): boolean =>
  report.properties.length === 0 && selected.recorded === undefined;

/** What all comes to where states were counted, and nothing was asked of them. */
export function unaskedText(done: readonly Done[], names: readonly string[]): string {
  const [them, states] = names.length === 1 ? ['it', 'Its states'] : ['them', 'Their states'];
  const but = onRequestOnly(done.map(({ selected }) => selected));
  return `Nothing was asked of ${names.join(', ')}: no property speaks of ${them}${but}. ${states} were counted.`;
}

const NAME = 'first-question';
/** The arguments that are of use next: the same with the properties that lie beside, or a first property. */
export function afterUnasked({ job }: Done['selected'], { dir, registry }: Context): string {
  const above = dir !== undefined && basename(resolve(dir)) === 'protocols' ? join(dir, '..') : undefined;
  if (above !== undefined && existsSync(join(above, 'properties')))
    return `${searchAgain(job)} --dir ${quoted(above)}`;
  if (registry.properties.some(({ name }) => name === NAME)) return 'list';
  return `new property ${NAME}${dir === undefined ? '' : ` --dir ${quoted(dir)}`}`;
}
