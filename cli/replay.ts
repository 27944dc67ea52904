import { writeFileSync } from 'node:fs';
import colours from 'picocolors';
import { asError } from '#checker/blame';
import { decides } from '#checker/decides';
import { explanationLines, type Explanation } from '#checker/explain';
import { stuckAfter, type Stuck } from '#checker/futures';
import { NotDisabled, NotPossible } from '#checker/trace';
import { isWalk, printWalk, simulateCommand, verifyCommand } from '#checker/trace-text';
import type { Search } from '#checker/search';
import { plural } from '#checker/words';
import { mostTaken, placeOf, staleIn } from './as-written.js';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { explained, reasonLines, turningNote, type Violation } from './explained.js';
import { checkFormats, takesOutput, writeFormats, type FormatOptions } from './formats.js';
import { narrated, type Note } from './narration.js';
import { nextLine } from './next-line.js';
import type { Findings } from './picture/picture.js';
import { writePictures, type PictureOptions } from './picture/write.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import { stuckText } from './render.js';
import { searchOfTrace } from './trace-search.js';
import { readTraceOrWalk, type LocatedTrace, type LocatedWalk } from './traces.js';

export interface ReplayOptions extends PictureOptions, FormatOptions {
  /** Whether what the steps of a walk change is written anew. */
  readonly rewrite?: boolean;
}
type Located = LocatedTrace | LocatedWalk;
/** Says something: a line, or several. */
type Out = (text: string) => void;

/**
 * Takes the steps of a trace, shows what each changed, and says whether it still shows what it says; of a walk, whether
 * each step is possible or not, as it is written.
 *
 * @throws InputError
 */
export async function replay(
  path: string,
  { rewrite = false, ...written }: ReplayOptions,
  context: Context,
): Promise<ExitCode> {
  checkFormats(written, path);
  const stream = takesOutput(written) ? process.stderr : process.stdout;
  const out: Out = (text) => void stream.write(`${text}\n`);
  const file = readTraceOrWalk(path);
  if (rewrite && (!isWalk(file) || file.itf))
    throw new InputError('--rewrite is for walks. A trace is written by `verify --rewrite`.', {
      file: path,
      next: `replay ${quoted(path)}`,
    });
  const ended = (code: ExitCode): ExitCode => {
    out(nextLine(nextAfter(file, path, code), context));
    return code;
  };
  const search = await searchOfTrace(file, path, context.registry);
  const story = file.story.join('\n').trim();
  out(colours.bold(isWalk(file) ? `${file.protocol}: ${file.shows}` : `${file.protocol}, ${file.property}`));
  if (story !== '') out(`${story}\n`);
  const broken = violationOf(file, search);
  const turning = broken && turningNote(broken);
  const wrong = showSteps(path, file, search, turning, out);
  if (wrong !== undefined) {
    out(`${wrong}\nThe ${isWalk(file) ? 'walk is not as it is written' : 'trace is not possible any more'}.`);
    return ended(EXIT.notAsExpected);
  }
  const stale = rewrite ? undefined : staleIn(path, file, search);
  if (stale !== undefined) {
    out(stale);
    return ended(EXIT.notAsExpected);
  }
  if (rewrite && isWalk(file)) writeWalk(path, file, search, out);
  const isSo = isWalk(file) || broken !== undefined || stillDecides(path, file, search);
  const outcome = isWalk(file) ? asWritten(file) : decided(file, search, isSo, broken?.stuck);
  for (const line of writeFormats(written, file, search)) out(line);
  const reasons = broken && explained(broken);
  const findings = {
    outcome,
    ...(turning && { turningPoint: turning }),
    ...(reasons && { broken: brokenIn(reasons) }),
  };
  for (const line of writePictures(written, path, file, search, findings)) out(line);
  out(outcome);
  if (reasons) out(reasonLines(reasons).join('\n'));
  return ended(isSo ? EXIT.asExpected : EXIT.notAsExpected);
}
function writeWalk(path: string, file: LocatedWalk, { protocol, bounds }: Search, out: Out): void {
  const text = printWalk({ ...file, bounds }, protocol);
  if (text === file.text) return;
  writeFileSync(path, text);
  out(`${path} is written: read what \`git diff\` shows.`);
}
/** A walk leads to walks at random; one that was not as written, to itself, once that is mended. */
function nextAfter(file: Located, path: string, code: ExitCode): string {
  const walk = code === EXIT.asExpected ? simulateCommand(file) : `replay ${quoted(path)}`;
  return isWalk(file) ? walk : verifyCommand(file);
}

function asWritten({ steps }: LocatedWalk): string {
  const disabled = steps.filter((step) => step.disabled).length;
  const taken = `${plural(steps.length - disabled, 'step')} can be taken`;
  return `The walk is as it is written: ${taken}${disabled === 0 ? '' : `, and ${plural(disabled, 'step')} cannot`}.`;
}
function decided(
  { property, steps }: LocatedTrace,
  { properties }: Search,
  isSo: boolean,
  stuck: Stuck | undefined,
): string {
  if (!isSo) return `${property} is not decided by the last step any more.`;
  const one = properties[property]!;
  if (stuck) return `${property} cannot come about any more. ${stuckText(stuck, one)}`;
  const shows = one.kind === 'sometimes' ? 'is seen' : 'is violated';
  return `${property} ${shows} by ${steps.length === 0 ? 'the initial state' : `the last of ${plural(steps.length, 'step')}`}.`;
}
/** The violation that a trace shows, if it shows one. What fails on the way does so again, where it is said. */
function violationOf(file: Located, { protocol, properties, bounds }: Search): Violation | undefined {
  if (isWalk(file)) return undefined;
  const { property: name, steps } = file;
  const property = properties[name]!;
  try {
    const stuck = property.kind === 'recoverable' ? stuckAfter(property, protocol, bounds, steps) : undefined;
    const isBroken =
      property.kind === 'recoverable'
        ? stuck !== undefined
        : property.kind !== 'sometimes' && decides(property, protocol, bounds, steps);
    return isBroken ? { of: file.protocol, protocol, bounds, name, property, steps, stuck } : undefined;
  } catch {
    return undefined;
  }
}
/** What a picture says of it. */
const brokenIn = (explanation: Explanation): NonNullable<Findings['broken']> => ({
  text: explanationLines(explanation).join(' '),
  actors: explanation.reasons.flatMap(({ actors = [] }) => actors),
});
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
function showSteps(
  path: string,
  file: Located,
  { protocol, bounds }: Search,
  note: Note | undefined,
  out: Out,
): string | undefined {
  const { steps } = file;
  const show = (some: typeof steps, noted?: Note): void => {
    const lines = narrated({ name: file.protocol, protocol, bounds }, some, noted);
    if (lines.length > 0) out(lines.join('\n'));
  };
  try {
    show(steps, note);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) throw error;
    const isRefused = error instanceof NotPossible || error instanceof NotDisabled;
    const taken = isRefused ? error.number - 1 : mostTaken(protocol, bounds, steps);
    if (taken < 0) throw failedIn(error, path, 'The initial state');
    show(steps.slice(0, taken));
    if (!isRefused) throw failedIn(error, path, `Step ${taken + 1}, ${steps[taken]!.action},`);
    return `${placeOf(path, file, taken)}: ${error.message}`;
  }
}

/** A model or a property that throws, or a value that is none of its kind. */
const failedIn = (error: unknown, path: string, during: string): InputError =>
  new InputError(`${during} failed: ${asError(error).message}`, { file: path });
