import { writeFileSync } from 'node:fs';
import { InputError } from './errors.js';

/** What stands for standard output where a file is to be named. */
export const STDOUT = '-';

/**
 * Writes to a file, or to standard output.
 *
 * @param what It is for, as in "for the picture".
 * @param command Whose option names the file.
 * @throws InputError where it cannot be written.
 */
export function writeOut(path: string, text: string, what = 'for it', command = 'replay'): void {
  if (path === STDOUT) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(`${whyUnwritable(error)} Name another file ${what}.`, {
      file: path,
      next: `${command} --help`,
    });
  }
}
const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder.',
  ENOTDIR: 'there is no such folder.',
  EISDIR: 'it is a directory.',
  EACCES: 'it may not be written.',
  EROFS: 'it may not be written.',
};
function whyUnwritable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return UNWRITABLE[code ?? ''] ?? `it cannot be written: ${message}.`;
}
