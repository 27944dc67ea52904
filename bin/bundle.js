// Makes one module of the checker, the command line, and every protocol, property and scenario there is.
// It is plain JavaScript, since it runs before anything else of a clone could be compiled.
import { build } from 'esbuild';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A file that cannot be used, and what is wrong with it. */
export class SourceError extends Error {
  /**
   * @param {string} message
   * @param {string} file
   * @param {number} [line]
   */
  constructor(message, file, line) {
    super(message);
    this.file = file;
    this.line = line;
  }
}

/**
 * The protocols, properties, exhibits, claims and tables of a tree: the folders are the registry, a file's name is the name
 * of what it exports.
 * @param {string} from
 */
export function findSources(from) {
  const files = filesBelow(from).map((path) => ({ path, file: relative(from, path) }));
  const protocols = named(files.filter(({ file }) => /^model\/(?:.*\/)?protocols\/[^/]+$/.test(file)));
  const properties = named(files.filter(({ file }) => file.startsWith('properties/')));
  // Both sides of an exhibit are protocols: the one with the flaw has the name of the file.
  const exhibits = named(files.filter(({ file }) => /^scenarios\/museum\/[^/]+$/.test(file))).map((one) => ({
    ...one,
    fixed: `${one.name}-fixed`,
  }));
  // So are those of a claim: the one on which it holds has the name of the file.
  const claims = named(files.filter(({ file }) => /^scenarios\/claims\/[^/]+$/.test(file))).map((one) => ({
    ...one,
    breaks: `${one.name}-breaks`,
    asShipped: `${one.name}-as-shipped`,
  }));
  const tables = named(files.filter(({ file }) => /^scenarios\/tables\/[^/]+$/.test(file)));
  refuseTwins(properties);
  refuseTwins(tables);
  refuseTwins([
    ...protocols,
    ...exhibits.flatMap(({ name, fixed, file }) => [name, fixed].map((side) => ({ name: side, file }))),
    ...claims.flatMap(({ name, breaks, asShipped, file }) =>
      [name, breaks, asShipped].map((side) => ({ name: side, file })),
    ),
  ]);
  return { protocols, properties, exhibits, claims, tables };
}
/**
 * @param {string} from
 * @returns {string[]}
 */
function filesBelow(from) {
  return ['model', 'properties', 'scenarios/museum', 'scenarios/claims', 'scenarios/tables']
    .filter((folder) => existsSync(join(from, folder)))
    .flatMap((folder) =>
      readdirSync(join(from, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && /(?<!\.d)\.[jt]s$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort(),
    );
}
/** @param {{ path: string, file: string }[]} files */
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

/** @param {{ name: string, path: string, file: string }[]} entries */
const registryOf = (entries) =>
  `[${entries
    .map(({ path, ...entry }) => {
      const text = JSON.stringify({ ...entry, doc: docOf(readFileSync(path, 'utf8')) });
      return `{ ...${text}, load: () => import(${JSON.stringify(path)}) }`;
    })
    .join(',\n')}]`;

/**
 * Bundles the tree and says where the bundle is. The folder of it goes when the process does.
 * @param {string} from
 * @param {string} [also] A module that is bundled too, as `also`. If it exports `protocols`, by name, these are in the
 *   registry: variants that are no files of their own.
 * @throws {SourceError} for a file that does not parse, or imports what is not there.
 */
export async function bundle(from = root, also) {
  const { protocols, properties, exhibits, claims, tables } = findSources(from);
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'tidemark.mjs');
  try {
    await build({
      stdin: {
        contents: `
          export { main } from './cli/main.ts';
          export { work } from './cli/work.ts';
          ${also ? `import * as also from ${JSON.stringify(also)}; export { also };` : 'const also = {};'}
          const loaded = ([name, value]) => ({ name, file: name, doc: '', load: async () => ({ default: value }) });
          export const registry = {
            protocols: [...${registryOf(protocols)}, ...Object.entries(also.protocols ?? {}).map(loaded)],
            properties: ${registryOf(properties)},
            exhibits: ${registryOf(exhibits)},
            claims: ${registryOf(claims)},
            tables: ${registryOf(tables)},
          };`,
        resolveDir: from,
        sourcefile: 'registry.js',
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      outfile: file,
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'silent',
      absWorkingDir: from,
      banner: {
        js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`,
      },
    });
  } catch (error) {
    const [first] = /** @type {import('esbuild').BuildFailure} */ (error).errors ?? [];
    if (!first) throw error;
    throw new SourceError(first.text, first.location?.file ?? 'a source file', first.location?.line);
  }
  return pathToFileURL(file).href;
}
