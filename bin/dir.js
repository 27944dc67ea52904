// What there is to be found in a folder of who uses Tidemark.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { modulesIn, named, readSource, SourceError, whyNot } from './source.js';

/** @typedef {import('./source.js').Source} Source */

const FOLDERS = ['properties', 'protocols', 'claims'];
const REMEDY = '--dir names the folder of your own protocols and properties, which `tidemark new` writes.';

/**
 * Its properties/, protocols/ and claims/; or, where there is none of these, the modules that lie in it, of which it is
 * not known what they export.
 * @param {string} dir
 * @param {ReadonlySet<string>} known Files that are in the registry anyway.
 * @throws {SourceError} where it cannot be read, or nothing is found.
 */
export function findMore(dir, known) {
  const modules = modulesOf(dir).filter(({ path }) => !known.has(realpathSync(path)));
  const folderOf = (/** @type {{ path: string }} */ { path }) =>
    dirname(relative(resolve(dir), path)).split(sep);
  const inside = (/** @type {string} */ folder) =>
    modules.filter(
      (one) => folderOf(one)[0] === folder && (folder === 'properties' || folderOf(one).length === 1),
    );
  const yours = (/** @type {string} */ folder) =>
    named(inside(folder)).map((one) => ({ ...one, isYours: true }));
  const found = {
    protocols: yours('protocols'),
    properties: yours('properties'),
    claims: yours('claims'),
    either: yours('.'),
  };
  if (Object.values(found).every(({ length }) => length === 0))
    throw new SourceError(
      'there is no protocol, property or claim in it that is not known anyway.',
      dir,
      undefined,
      REMEDY,
    );
  return found;
}
/**
 * Whether modules that are to be loaded lie in a folder itself, and not in one of its own for each kind.
 * @param {string} dir
 */
export const isFlat = (dir) => existsSync(dir) && !isSorted(dir) && modulesOf(dir).length > 0;
const isSorted = (/** @type {string} */ dir) => FOLDERS.some((folder) => existsSync(join(dir, folder)));

/** @param {string} dir */
function modulesOf(dir) {
  let paths;
  try {
    readdirSync(dir);
    paths = isSorted(dir)
      ? FOLDERS.flatMap((folder) => modulesIn(resolve(dir, folder)))
      : modulesIn(resolve(dir), false);
  } catch (error) {
    throw new SourceError(whyNot(error, 'folder'), dir, undefined, REMEDY);
  }
  const modules = paths
    .filter((path) => !/\.(?:config|test|spec)\.[jt]s$/.test(path))
    .map((path) => ({ path, file: relative(process.cwd(), path) }));
  return isSorted(dir) ? modules : modules.filter(({ path, file }) => isMeant(readSource(path, file)));
}
/**
 * Whether a module that lies beside anything else is to be loaded, which runs it: it has a default export, and the words.
 * @param {string} source
 */
const isMeant = (source) =>
  /\bexport\s+default\b|\bexport\s*\{[^}]*\bdefault\b|\bmodule\.exports\b/.test(source) &&
  /['"]tidemark(?:\/[\w-]+)?['"]/.test(source);
