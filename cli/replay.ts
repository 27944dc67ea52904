import { writeFileSync } from 'node:fs';
import colours from 'picocolors';
import { asError } from '#checker/blame';
import { decides } from '#checker/decides';
import { follow, NotDisabled, NotPossible } from '#checker/trace';
import { isWalk, printWalk, simulateCommand, stepLines, verifyCommand } from '#checker/trace-text';
import type { Search } from '#checker/search';
import { plural } from '#checker/words';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { narrated } from './narration.js';
import { nextLine } from './next-line.js';
import { writePictures, type PictureOptions } from './picture/write.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import { searchOfTrace } from './trace-search.js';
import { readTraceOrWalk, type LocatedTrace, type LocatedWalk } from './traces.js';

export interface ReplayOptions extends PictureOptions {
  /** Whether what the steps of a walk change is written anew. */
  readonly rewrite?: boolean;
}
type Located = LocatedTrace | LocatedWalk;
const out = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * Takes the steps of a trace, shows what each changed, and says whether it still shows what it says; of a walk, whether
 * each step is possible or not, as it is written.
 *
 * @throws InputError
 */
export async function replay(
  path: string,
  { rewrite = false, ...pictures }: ReplayOptions,
  context: Context,
): Promise<ExitCode> {
  const file = readTraceOrWalk(path);
  if (rewrite && !isWalk(file))
    throw new InputError('--rewrite is for walks. A trace is written by `verify --rewrite`.', {
      file: path,
      next: `replay ${quoted(path)}`,
    });
  const search = await searchOfTrace(file, path, context.registry);
  const story = file.story.join('\n').trim();
  out(colours.bold(isWalk(file) ? `${file.protocol}: ${file.shows}` : `${file.protocol}, ${file.property}`));
  if (story !== '') out(`${story}\n`);
  const wrong = showSteps(path, file, search);
  if (wrong !== undefined) {
    out(`${wrong}\nThe ${isWalk(file) ? 'walk is not as it is written' : 'trace is not possible any more'}.`);
    return ended(file, path, EXIT.notAsExpected, context);
  }
  const stale = rewrite ? undefined : staleLine(path, file, search);
  if (stale !== undefined) {
    out(stale);
    return ended(file, path, EXIT.notAsExpected, context);
  }
  if (rewrite && isWalk(file)) writeWalk(path, file, search);
  const isSo = isWalk(file) || stillDecides(path, file, search);
  const outcome = isWalk(file) ? asWritten(file) : decided(file, search, isSo);
  for (const line of writePictures(pictures, path, file, search, { outcome })) out(line);
  out(outcome);
  return ended(file, path, isSo ? EXIT.asExpected : EXIT.notAsExpected, context);
}
function writeWalk(path: string, file: LocatedWalk, { protocol, bounds }: Search): void {
  const text = printWalk({ ...file, bounds }, protocol);
  if (text === file.text) return;
  writeFileSync(path, text);
  out(`${path} is written: read what \`git diff\` shows.`);
}
/** A walk leads to walks at random; one that was not as written, to itself, once that is mended. */
function ended(file: Located, path: string, code: ExitCode, context: Context): ExitCode {
  const walk = code === EXIT.asExpected ? simulateCommand(file) : `replay ${quoted(path)}`;
  out(nextLine(isWalk(file) ? walk : verifyCommand(file), context));
  return code;
}

function asWritten({ steps }: LocatedWalk): string {
  const disabled = steps.filter((step) => step.disabled).length;
  const taken = `${plural(steps.length - disabled, 'step')} can be taken`;
  return `The walk is as it is written: ${taken}${disabled === 0 ? '' : `, and ${plural(disabled, 'step')} cannot`}.`;
}
function decided({ property, steps }: LocatedTrace, { properties }: Search, isSo: boolean): string {
  if (!isSo) return `${property} is not decided by the last step any more.`;
  const shows = properties[property]!.kind === 'sometimes' ? 'is seen' : 'is violated';
  return `${property} ${shows} by ${steps.length === 0 ? 'the initial state' : `the last of ${plural(steps.length, 'step')}`}.`;
}
function stillDecides(
  path: string,
  { property, steps }: LocatedTrace,
  { protocol, properties, bounds }: Search,
): boolean {
  try {
    return decides(properties[property]!, protocol, bounds, steps);
  } catch (error) {
    throw failedIn(error, path, `The property ${property}`);
  }
}

/** Shows the steps as far as they are as written, and says which is the first that is not, and why, if one is not. */
function showSteps(path: string, file: Located, { protocol, bounds }: Search): string | undefined {
  const { steps } = file;
  const show = (some: typeof steps): void => {
    for (const line of narrated(protocol, bounds, some)) out(line);
  };
  try {
    show(steps);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) throw error;
    const taken = mostTaken(protocol, bounds, steps);
    if (taken < 0) throw failedIn(error, path, 'The initial state');
    show(steps.slice(0, taken));
    if (!(error instanceof NotPossible || error instanceof NotDisabled))
      throw failedIn(error, path, `Step ${taken + 1}, ${steps[taken]!.action},`);
    return `${path}:${linesOfSteps(file)[taken]! + 1}: ${error.message}`;
  }
}

/** Which line of a trace says that something changed which does not, if one does. A hand-written step need not say. */
function staleLine(path: string, file: Located, { protocol, bounds }: Search): string | undefined {
  const plain = (one: string): string => one.trim().replaceAll(/\s+/g, ' ');
  const written = file.text.split(/\r?\n/);
  const at = linesOfSteps(file);
  const printed = stepLines(protocol, bounds, file.steps);
  const step = printed.findIndex((shown, i) => {
    const says = plain(written[at[i]!]!);
    return says !== plain(shown) && says !== plain(shown.split(/ {2,}(?=\S+ \S*(?:→|[+-]\{))/)[0]!);
  });
  if (step < 0) return undefined;
  return `${path}:${at[step]! + 1}: it says\n  ${plain(written[at[step]!]!)}\nand what happens is\n  ${plain(printed[step]!)}`;
}
/** The lines of the steps, from 0 on. */
const linesOfSteps = ({ text, line: command }: Located): number[] =>
  text.split(/\r?\n/).flatMap((line, i) => (i > command && line.trim() !== '' ? [i] : []));

/** How many steps can be taken before one that cannot; -1 if there is not even an initial state. */
function mostTaken(model: Search['protocol'], bounds: Search['bounds'], steps: LocatedWalk['steps']): number {
  for (let n = 0; n <= steps.length; n++)
    try {
      follow(model, bounds, steps.slice(0, n));
    } catch {
      return n - 1;
    }
  return steps.length;
}
/** A model or a property that throws, or a value that is none of its kind. */
const failedIn = (error: unknown, path: string, during: string): InputError =>
  new InputError(`${during} failed: ${asError(error).message}`, { file: path });
