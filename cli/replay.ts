import colours from 'picocolors';
import { decides, follow, NotPossible, showChosen } from '#checker/trace';
import { verifyCommand } from '#checker/trace-text';
import { boundsFor, BoundsError } from '#checker/bounds';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { searchOf } from './job.js';
import type { Context } from './registry.js';
import { plural } from './render.js';
import { readTrace } from './traces.js';

/** Takes the steps of a trace, shows what each changed, and says whether it still shows what it says. @throws InputError */
export async function replay(path: string, { registry }: Context): Promise<ExitCode> {
  const file = readTrace(path);
  const { protocol, property, steps, story } = file;
  const { protocol: model, properties } = await searchOf({ ...file, properties: [property] }, registry);
  let bounds: typeof file.bounds;
  try {
    bounds = boundsFor(model.bounds, file.bounds);
  } catch (error) {
    if (error instanceof BoundsError) throw new InputError(error.message, { file: path });
    throw error;
  }
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  out(colours.bold(`${protocol}, ${property}`));
  if (story.length > 0) out(`${story.join('\n').trim()}\n`);
  try {
    const { machine, visited } = follow(model, bounds, steps);
    for (const [i, { step, changes }] of visited.entries()) {
      if (step === undefined) continue;
      out(`${String(i).padStart(2)}  ${[step.action, ...showChosen(machine, step)].join(' ')}`);
      for (const { path: variable, text } of changes) out(colours.dim(`      ${variable} ${text}`));
    }
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    out(`${error.message}\nThe trace is not possible any more.\nnext: npx tidemark ${verifyCommand(file)}`);
    return EXIT.notAsExpected;
  }
  const still = decides(properties[property]!, model, bounds, steps);
  const shows = properties[property]!.kind === 'sometimes' ? 'is seen' : 'is violated';
  out(
    still
      ? `${property} ${shows} by the last of ${plural(steps.length, 'step')}.`
      : `${property} is not decided by the last step any more.`,
  );
  out(`next: npx tidemark ${verifyCommand(file)}`);
  return still ? EXIT.asExpected : EXIT.notAsExpected;
}
