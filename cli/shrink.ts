import colours from 'picocolors';
import { asError } from '#checker/blame';
import { ModelError } from '#checker/report';
import { boundsText, verifyCommand } from '#checker/trace-text';
import { follow, NotPossible } from '#checker/trace';
import { alone } from './alone.js';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { explainFailures } from './failure.js';
import { nextLine } from './next-line.js';
import { Status } from './progress.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import { searchOfTrace } from './trace-search.js';
import { readTrace } from './traces.js';
import { checkSave, foundLines, save } from './violation.js';
import type { ShrinkMessage } from './work-shrink.js';

export interface ShrinkOptions {
  readonly maxStates: number;
  readonly save?: boolean;
}

/** Makes a trace that violates a property as short as can be, and says what is known of its length. @throws InputError */
export async function shrink(path: string, options: ShrinkOptions, context: Context): Promise<ExitCode> {
  const file = readTrace(path, '', 'shrink');
  const { property, steps } = file;
  const search = await searchOfTrace(file, path, context.registry);
  const { protocol, properties, bounds } = search;
  const job = { protocol: file.protocol, properties: [property], bounds, limits: file.limits };
  checkSave(options.save ?? false, job.limits);
  if (properties[property]!.kind === 'recoverable')
    throw new InputError(
      `${property} asks what can still be reached, which no shorter walk can tell: verify finds a shortest trace.`,
      { file: path, next: verifyCommand(file) },
    );
  try {
    follow(protocol, bounds, steps);
  } catch (error) {
    const next = `replay ${quoted(path)}`;
    if (error instanceof NotPossible) throw new InputError(error.message, { file: path, next });
    throw new InputError(`it cannot be taken: ${asError(error).message}`, { file: path, next });
  }
  const status = new Status(() => colours.dim(`${path}: ${steps.length} steps, shrinking`));
  let answer: Extract<ShrinkMessage, { kind: 'minimal' }>;
  try {
    status.draw();
    const last = await alone<ShrinkMessage>(
      context,
      { job, say: (text) => status.say(text) },
      (control) => ({ kind: 'shrink', job, steps, states: options.maxStates, control }),
      () => true,
    );
    answer = last as typeof answer;
  } catch (error) {
    if (!(error instanceof ModelError || error instanceof InputError)) throw error;
    return explainFailures(
      [{ selected: { job, protocol, properties, recorded: undefined }, error }],
      context,
    );
  } finally {
    status.close();
  }
  const { minimal } = answer;
  if (minimal === undefined)
    throw new InputError(
      `${property} is not decided by any of its steps${protocol.constraints ? ', as far as they stay within the constraints' : ''}: there is nothing to shrink.`,
      { file: path, next: `replay ${quoted(path)}` },
    );
  const found = { job, protocol, properties, property, minimal, foundIn: steps.length };
  const isCertified = minimal.certificate.kind === 'shortest';
  const say = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
  say(`${colours.bold(job.protocol)} ${boundsText(bounds)}`, ...foundLines(found));
  const saved = save(found, options.save ?? false, context);
  say(saved.remark, nextLine((isCertified && saved.next) || verifyCommand(file), context));
  return isCertified ? EXIT.asExpected : EXIT.unsettled;
}
