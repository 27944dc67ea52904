import colours from 'picocolors';
import { asError } from '#checker/blame';
import { decides, follow, NotPossible } from '#checker/trace';
import { stepLines, verifyCommand } from '#checker/trace-text';
import type { Search } from '#checker/search';
import { plural } from '#checker/words';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { narrated } from './narration.js';
import type { Context } from './registry.js';
import { searchOfTrace } from './trace-search.js';
import { readTrace, type LocatedTrace } from './traces.js';

/** Takes the steps of a trace, shows what each changed, and says whether it still shows what it says. @throws InputError */
export async function replay(path: string, { registry }: Context): Promise<ExitCode> {
  const file = readTrace(path);
  const { protocol, property, steps, story } = file;
  const { protocol: model, properties, bounds } = await searchOfTrace(file, path, registry);
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  out(colours.bold(`${protocol}, ${property}`));
  if (story.length > 0) out(`${story.join('\n').trim()}\n`);
  const show = (some: typeof steps): void => {
    for (const line of narrated(model, bounds, some)) out(line);
  };
  try {
    show(steps);
  } catch (error) {
    const taken = mostTaken(model, bounds, steps);
    if (taken < 0) throw failedIn(error, path, 'The initial state');
    show(steps.slice(0, taken));
    if (!(error instanceof NotPossible))
      throw failedIn(error, path, `Step ${taken + 1}, ${steps[taken]!.action},`);
    out(`${error.message}\nThe trace is not possible any more.\nnext: npx tidemark ${verifyCommand(file)}`);
    return EXIT.notAsExpected;
  }
  const stale = staleLine(path, file, stepLines(model, bounds, steps));
  if (stale) {
    out(`${stale}\nnext: npx tidemark ${verifyCommand(file)}`);
    return EXIT.notAsExpected;
  }
  let still: boolean;
  try {
    still = decides(properties[property]!, model, bounds, steps);
  } catch (error) {
    throw failedIn(error, path, `The property ${property}`);
  }
  const shows = properties[property]!.kind === 'sometimes' ? 'is seen' : 'is violated';
  out(
    still
      ? `${property} ${shows} by ${steps.length === 0 ? 'the initial state' : `the last of ${plural(steps.length, 'step')}`}.`
      : `${property} is not decided by the last step any more.`,
  );
  out(`next: npx tidemark ${verifyCommand(file)}`);
  return still ? EXIT.asExpected : EXIT.notAsExpected;
}

/** Which line of a trace says that something changed which does not, if one does. A hand-written step need not say. */
function staleLine(
  path: string,
  { text, line: command }: LocatedTrace,
  printed: readonly string[],
): string | undefined {
  const plain = (one: string): string => one.trim().replaceAll(/\s+/g, ' ');
  const written = text.split(/\r?\n/);
  const at = written.flatMap((line, i) => (i > command && line.trim() !== '' ? [i] : []));
  const step = printed.findIndex((shown, i) => {
    const says = plain(written[at[i]!]!);
    return says !== plain(shown) && says !== plain(shown.split(/ {2,}(?=\S+ \S*(?:→|[+-]\{))/)[0]!);
  });
  if (step < 0) return undefined;
  return `${path}:${at[step]! + 1}: it says\n  ${plain(written[at[step]!]!)}\nand what happens is\n  ${plain(printed[step]!)}`;
}

/** How many steps can be taken before one that cannot; -1 if there is not even an initial state. */
function mostTaken(
  model: Search['protocol'],
  bounds: Search['bounds'],
  steps: LocatedTrace['steps'],
): number {
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
