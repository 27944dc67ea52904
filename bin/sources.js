// What there is to be found in the folders: of the project, and of who uses it.
// It is plain JavaScript, since it runs before anything else of a clone could be compiled.
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

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
 * A file that is in the registry.
 * @typedef {{ name: string, path: string, file: string }} Source
 */

/**
 * The protocols, properties, exhibits, claims and tables of a tree: the folders are the registry, a file's name is the name
 * of what it exports.
 * @param {string} from
 * @param {string} [dir] The folder of who uses it, which has more of them.
 */
export function findSources(from, dir) {
  const below = ['model', 'properties', 'scenarios/museum', 'scenarios/claims', 'scenarios/tables'];
  const files = below.flatMap((folder) =>
    filesIn(from, folder).map((path) => ({ path, file: relative(from, path) })),
  );
  const of = (/** @type {RegExp} */ pattern) => named(files.filter(({ file }) => pattern.test(file)));
  const own = {
    protocols: of(/^model\/(?:.*\/)?protocols\/[^/]+$/),
    properties: of(/^properties\//),
    exhibits: of(/^scenarios\/museum\/[^/]+$/).map((one) => ({ ...one, fixed: `${one.name}-fixed` })),
    claims: of(/^scenarios\/claims\/[^/]+$/),
    tables: of(/^scenarios\/tables\/[^/]+$/),
  };
  const more =
    dir === undefined ? NOTHING : findMore(dir, new Set(files.map(({ path }) => realpathSync(path))));
  const protocols = [...own.protocols, ...more.protocols];
  const properties = [...own.properties, ...more.properties];
  // The sides of a claim are protocols: the one on which it holds has the name of the file.
  const claims = [...own.claims, ...more.claims].map((one) => ({
    ...one,
    breaks: `${one.name}-breaks`,
    asShipped: `${one.name}-as-shipped`,
  }));
  const { exhibits, tables } = own;
  const { either } = more;
  refuseTwins([...properties, ...either]);
  refuseTwins(tables);
  refuseTwins([
    ...protocols,
    // So are those of an exhibit: the one with the flaw has the name of the file.
    ...exhibits.flatMap(({ name, fixed, file }) => [name, fixed].map((side) => ({ name: side, file }))),
    ...claims.flatMap(({ name, breaks, asShipped, file }) =>
      [name, breaks, asShipped].map((side) => ({ name: side, file })),
    ),
    ...either,
  ]);
  return { protocols, properties, exhibits, claims, tables, either };
}
/**
 * The modules below a folder.
 * @param {string} from
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(from, folder) {
  if (!existsSync(join(from, folder))) return [];
  return readdirSync(join(from, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @type {Record<'protocols' | 'properties' | 'claims' | 'either', Source[]>} */
const NOTHING = { protocols: [], properties: [], claims: [], either: [] };
/**
 * What there is in a folder of who uses Tidemark: its properties/, protocols/ and claims/; or, where there is none of
 * these, the modules that lie in it, of which it is not known what they export.
 * @param {string} dir
 * @param {ReadonlySet<string>} known Files that are in the registry anyway.
 */
function findMore(dir, known) {
  const modules = modulesOf(dir, known);
  const inside = (/** @type {string} */ folder) =>
    modules.filter(({ path }) => dirname(relative(dir, path)) === folder);
  const properties = modules.filter(({ path }) => relative(dir, path).startsWith('properties/'));
  const isSorted = ['properties', 'protocols', 'claims'].some((folder) => existsSync(join(dir, folder)));
  const found = isSorted
    ? { properties, protocols: inside('protocols'), claims: inside('claims'), either: [] }
    : { ...NOTHING, either: inside('.').filter(({ path }) => isMeant(readFileSync(path, 'utf8'))) };
  return {
    protocols: named(found.protocols),
    properties: named(found.properties),
    claims: named(found.claims),
    either: named(found.either),
  };
}
/**
 * @param {string} dir
 * @param {ReadonlySet<string>} known
 */
function modulesOf(dir, known) {
  try {
    const direct = readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.d)\.[jt]s$/.test(entry.name))
      .map((entry) => join(dir, entry.name));
    return [...direct, ...['properties', 'protocols', 'claims'].flatMap((folder) => filesIn(dir, folder))]
      .filter((path) => !/\.(?:config|test|spec)\.[jt]s$/.test(path) && !known.has(realpathSync(path)))
      .map((path) => ({ path, file: relative(process.cwd(), path) }));
  } catch (error) {
    throw new SourceError(
      whyNot(error),
      dir,
      undefined,
      '--dir names the folder of your own protocols and properties.',
    );
  }
}
/** @param {unknown} error */
function whyNot(error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'ENOENT') return 'there is no such folder.';
  if (code === 'ENOTDIR') return 'it is no folder.';
  return code === 'EACCES' ? 'it may not be read.' : `it cannot be read: ${message}.`;
}
/**
 * Whether a module that lies beside anything else is to be loaded, which runs it: it has a default export, and the words.
 * @param {string} source
 */
const isMeant = (source) =>
  /\bexport\s+default\b|\bexport\s*\{[^}]*\bdefault\b|\bmodule\.exports\b/.test(source) &&
  /['"]tidemark(?:\/[\w-]+)?['"]/.test(source);

/**
 * @param {{ path: string, file: string }[]} files
 * @returns {Source[]}
 */
function named(files) {
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
/** @param {{ name: string, file: string }[]} found */
function refuseTwins(found) {
  for (const [i, { name, file }] of found.entries()) {
    const twin = found.findIndex((other) => other.name === name);
    if (twin !== i) throw new SourceError(`the name ${name} is taken by ${found[twin]?.file} already.`, file);
  }
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
