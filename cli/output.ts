import { writeFileSync } from 'node:fs';
import { asError } from '#checker/blame';
import { InputError } from './errors.js';

/** What stands for standard output where a file is to be named. */
export const STDOUT = '-';

/** Writes to a file, or to standard output. @throws InputError where it cannot be written. */
export function writeOut(path: string, text: string): void {
  if (path === STDOUT) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(
      `it cannot be written: ${asError(error).message}. Name another file, or - for standard output.`,
      {
        file: path,
      },
    );
  }
}
