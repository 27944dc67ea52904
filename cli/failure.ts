import { ModelError } from '#checker/report';
import { boundsText, stepLines } from '#checker/trace-text';
import { follow, NotPossible, showChosen } from '#checker/trace';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { afterFailure } from './next.js';
import type { Context } from './registry.js';
import type { Selected } from './select.js';

/** A search whose model or property failed. */
export interface Failed {
  readonly selected: Selected;
  readonly error: ModelError | InputError;
}

/** Which action or property failed, on what step, and the way there. */
function failureText({ selected, error }: Failed): string {
  if (error instanceof InputError) return `${error.where}${error.message}`;
  const { job } = selected;
  const head = `${job.protocol}: ${error.during} failed: ${error.message}`;
  if (error.steps.length === 0) return `${head}\nIt was in the initial state.`;
  const way = failedSteps(selected, error);
  return [head, `The way there, within ${boundsText(job.bounds)}:`, ...way].join('\n');
}
/** All steps but the last can be taken; that one may be what failed. */
function failedSteps(selected: Selected, { steps, during }: ModelError): string[] {
  const { protocol } = selected;
  const { bounds } = selected.job;
  try {
    return stepLines(protocol, bounds, steps);
  } catch (error) {
    const last = steps.at(-1)!;
    if (error instanceof NotPossible && error.number < steps.length) return [error.message];
    const before = steps.slice(0, -1);
    const { machine } = follow(protocol, bounds, before);
    const taken = [last.action, ...showChosen(machine, last)].join(' ');
    return [
      ...stepLines(protocol, bounds, before),
      `${String(steps.length).padStart(2)}  ${taken}   <- ${during} failed here`,
    ];
  }
}
/** The file that is at fault, as far as that is known. */
function whereOf({ selected, error }: Failed, context: Context): { file?: string; line?: number } {
  if (error instanceof InputError && error.file !== undefined)
    return { file: error.file, ...(error.line !== undefined && { line: error.line }) };
  const { protocols, properties } = context.registry;
  const name = propertyOf({ selected, error });
  const entry =
    properties.find((property) => property.name === name) ??
    protocols.find((protocol) => protocol.name === selected.job.protocol);
  return entry ? { file: entry.file } : {};
}
/** The property that failed, if one did. */
const propertyOf = ({ error }: Failed): string | undefined =>
  error instanceof ModelError ? /^the property (.+)$/.exec(error.during)?.[1] : undefined;

/** What is written of a failure in place of the document that was asked for. */
export const failureJson = (failed: Failed, context: Context) => ({
  error: { message: failureText(failed), ...whereOf(failed, context) },
});
/** Says what failed, and what to do about the first. */
export function explainFailures(failures: readonly Failed[], context: Context): ExitCode {
  for (const one of failures) process.stderr.write(`${failureText(one)}\n`);
  const [first] = failures;
  if (first === undefined) return EXIT.asExpected;
  const { file } = whereOf(first, context);
  if (file !== undefined) process.stderr.write(`Mend ${file}, or what it builds on, and judge it again.\n`);
  process.stderr.write(`next: npx tidemark ${afterFailure(first.selected, propertyOf(first))}\n`);
  return EXIT.badInput;
}
