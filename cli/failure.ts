import { ModelError } from '#checker/report';
import { modelErrorText } from '#checker/model-error-text';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { afterFailure } from './next.js';
import { nextLine } from './next-line.js';
import { protocolNamed, type Context } from './registry.js';
import type { Selected } from './select.js';

/** A search whose model or property failed. */
export interface Failed {
  readonly selected: Selected;
  readonly error: ModelError | InputError;
}

const failureText = ({ selected: { job, protocol }, error }: Failed): string =>
  error instanceof InputError
    ? `${error.where}${error.message}`
    : `${job.protocol}: ${modelErrorText(error, protocol, job.bounds)}`;
/** The file that is at fault. */
function whereOf({ selected, error }: Failed, context: Context): { file: string; line?: number } {
  if (error instanceof InputError && error.file !== undefined)
    return { file: error.file, ...(error.line !== undefined && { line: error.line }) };
  const { registry } = context;
  const name = propertyOf({ selected, error });
  const entry =
    registry.properties.find((property) => property.name === name) ??
    protocolNamed(registry, selected.job.protocol);
  return { file: entry.file };
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
  process.stderr.write(`Mend ${file}, or what it builds on, and judge it again.\n`);
  process.stderr.write(`${nextLine(afterFailure(first.selected, propertyOf(first)), context)}\n`);
  return EXIT.badInput;
}
