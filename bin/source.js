// A file that is in the registry, by its name.
// It is plain JavaScript, since it runs before anything else of a clone could be compiled.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A file that cannot be used, and what is wrong with it. */
export class SourceError extends Error {
  /**
   * @param {string} message
   * @param {string} file
   * @param {number} [line]
   * @param {string} remedy What to do about it.
   */
  constructor(message, file, line, remedy = 'Mend the file, or move it away, and run it again.') {
    super(message);
    this.file = file;
    this.line = line;
    this.remedy = remedy;
  }
}

/**
 * Why something cannot be read, in words.
 * @param {unknown} error
 * @param {'file' | 'folder'} what
 */
export function whyNot(error, what) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'ENOENT') return `there is no such ${what}.`;
  if (code === 'ENOTDIR') return `it is no ${what}.`;
  return code === 'EACCES' ? 'it may not be read.' : `it cannot be read: ${message}.`;
}

/**
 * The text of a file.
 * @param {string} path
 * @param {string} file
 * @throws {SourceError}
 */
export function readSource(path, file) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SourceError(whyNot(error, 'file'), file);
  }
}

/**
 * A file that is in the registry.
 * @typedef {{ name: string, path: string, file: string, isYours?: boolean }} Source
 */

const isModule = (/** @type {string} */ name) => /(?<!\.d)\.[jt]s$/.test(name);
/**
 * The modules of a folder, and of those below it.
 * @param {string} folder
 * @param {boolean} recursive
 * @returns {string[]}
 */
export function modulesIn(folder, recursive = true) {
  if (recursive && !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive })
    .filter((entry) => entry.isFile() && isModule(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
/**
 * @param {{ path: string, file: string }[]} files
 * @returns {Source[]}
 */
export function named(files) {
  const found = files.map(({ path, file }) => ({ name: basename(file).replace(/\.[jt]s$/, ''), path, file }));
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, file } of found)
    // Names are words of a command line and of traces/verdicts.txt, where nothing is quoted.
    if (!/^[a-z0-9](?:[a-z0-9-]|\b\.\b)*$/.test(name))
      throw new SourceError(
        `"${name}" can be no name: lower case letters, digits and dashes make one, and single dots between them.`,
        file,
      );
  return found;
}
/**
 * The comment right above a file's default export.
 * @param {string} source
 */
export function docOf(source) {
  const comments = [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export default/g)];
  return (comments.at(-1)?.[1] ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}
