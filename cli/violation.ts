import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { asError } from '#checker/blame';
import { stepLines } from '#checker/trace-text';
import type { Property } from '#checker/property';
import { grouped, plural } from '#checker/words';
import { certificateText, howShort } from '#explore/describe';
import type { Minimal } from '#explore/minimise';
import { saveTraceFile } from '#explore/saved-traces';
import { InputError } from './errors.js';
import { explained, reasonLines, turningNote, violationIn } from './explained.js';
import type { Job } from './job.js';
import { here } from './next-line.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import type { Selected } from './select.js';
import { readTrace, traceFileName, writeTrace } from './traces.js';

/** A trace that was found by other means than an exhaustive search, and what is known of its length. */
export interface Found {
  readonly job: Job;
  readonly protocol: Selected['protocol'];
  readonly properties: Readonly<Record<string, Property>>;
  readonly property: string;
  readonly minimal: Minimal;
  /** How many steps it had at first. */
  readonly foundIn: number;
  /** The arguments that find it, where its own command does not tell. */
  readonly foundBy?: string;
}
const isSeen = ({ properties, property }: Found): boolean => properties[property]!.kind === 'sometimes';

/** How it reads. */
export function foundLines(found: Found): string[] {
  const { job, protocol, property, minimal, foundIn } = found;
  const { steps, certificate } = minimal;
  const before = foundIn > steps.length ? `, found as ${grouped(foundIn)}` : '';
  const [mark, what] = isSeen(found) ? ['✓', 'seen'] : ['✗', 'violated'];
  const violation = violationIn(found, property, { trace: steps });
  const lines = stepLines(protocol, job.bounds, steps);
  const note = isSeen(found) ? undefined : turningNote(violation);
  if (note) lines.splice(note.after, 0, `    ${note.text}`);
  return [
    `  ${mark}  ${property}  ${what} in ${plural(steps.length, 'step')}${before}`,
    `     ${certificateText(certificate, isSeen(found))}`,
    ...(isSeen(found) ? [] : reasonLines(explained(violation)).map((line) => `   ${line}`)),
    '',
    ...lines.map((line) => `  ${line}`),
    '',
  ];
}

/** Where a trace was saved, if it could be, and what there is to say of it. */
export interface Saved {
  /** The arguments that show it again. */
  readonly next: string | undefined;
  readonly remark: string;
}
/** Writes a trace to `.tidemark/` of where the command runs, or among the golden ones, unless one as short lies there. */
export function save(found: Found, isGolden: boolean, context: Context): Saved {
  try {
    return isGolden ? saveGolden(found, context) : saveHere(found, context);
  } catch (error) {
    // What was found is on the screen, and is not lost because a file is in the way.
    const where = error instanceof InputError ? error.where : '';
    return { next: undefined, remark: `It could not be saved: ${where}${asError(error).message}` };
  }
}
const savedIn = (path: string, remark = `Saved in ${path}.`): Saved => ({
  next: `replay ${quoted(path)}`,
  remark,
});

function saveHere(found: Found, context: Context): Saved {
  const { job, protocol, property, minimal } = found;
  if (context.isInstalled && isWithin(context.root))
    throw new Error('nothing is written into an installed package. Run it from a folder of your own.');
  const { steps, certificate } = minimal;
  const story = found.foundBy === undefined ? [] : [`Found by: npx tidemark ${here(found.foundBy, context)}`];
  const file = { protocol: job.protocol, property, bounds: job.bounds, limits: job.limits, story, steps };
  const firstLine = { howShort: howShort(certificate), isSeen: isSeen(found) };
  return savedIn(saveTraceFile(file, protocol, found.properties[property]!, firstLine));
}
/** Whether the command runs in a folder, or below it. */
const isWithin = (folder: string): boolean => !relative(folder, process.cwd()).startsWith('..');
function saveGolden(found: Found, { root }: Context): Saved {
  const { job, protocol, property, minimal } = found;
  const { steps, certificate } = minimal;
  const file = traceFileName(job.protocol, property, job.bounds, protocol.bounds);
  const path = relative(process.cwd(), join(root, file));
  if (existsSync(join(root, file)) && readTrace(file, root).steps.length <= steps.length)
    return savedIn(path, `${path} is as short, and stays as it is.`);
  writeTrace(file, root, job, property, steps, protocol, {
    howShort: howShort(certificate),
    isSeen: isSeen(found),
  });
  return savedIn(path);
}
/** Golden traces are of what is recorded, and limits are not. @throws InputError */
export function checkSave(isGolden: boolean, limits: Job['limits']): void {
  if (isGolden && Object.keys(limits).length > 0)
    throw new InputError('--save is for traces without limits: leave out --save, or the limits.');
}
