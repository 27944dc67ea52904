// Makes one module of the checker, the command line, and every protocol, property and scenario there is.
// It is plain JavaScript, since it runs before anything else of a clone could be compiled.
import { build } from 'esbuild';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { docOf, readSource, SourceError } from './source.js';
import { findSources } from './sources.js';

export { isFlat } from './dir.js';
export { docOf, findSources, SourceError };
export const root = fileURLToPath(new URL('..', import.meta.url));
const holdsSources = (/** @type {string} */ tree) => existsSync(join(tree, 'checker', 'dsl.ts'));
/** A clone runs its sources, and the package what was compiled of them. */
export const isInstalled = !holdsSources(root);
const ownTree = isInstalled ? join(root, 'dist') : root;

/** @param {import('./source.js').Source[]} entries */
const registryOf = (entries) =>
  `[${entries
    .map(({ path, ...entry }) => {
      const text = JSON.stringify({ ...entry, doc: docOf(readSource(path, entry.file)) });
      return `{ ...${text}, load: () => import(${JSON.stringify(path)}) }`;
    })
    .join(',\n')}]`;
/**
 * Whoever imports the package gets the very modules that the command line is made of: what is the same is the same object.
 * @param {string} from
 * @returns {import('esbuild').Plugin}
 */
const doors = (from) => ({
  name: 'doors',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^tidemark(?:\/[\w-]+)?$/ }, ({ path }) => {
      const door = join(from, 'exports', path === 'tidemark' ? path : path.slice('tidemark/'.length));
      const file = [`${door}.ts`, `${door}.js`].find(existsSync);
      return file === undefined ? undefined : { path: file };
    }),
});

/**
 * Bundles the tree and says where the bundle is. The folder of it goes when the process does.
 * @param {string} from
 * @param {string} [also] A module that is bundled too, as `also`. If it exports `protocols`, by name, these are in the
 *   registry: variants that are no files of their own.
 * @param {string} [dir] A folder whose protocols, properties and claims are in the registry too.
 * @throws {SourceError} for a file that does not parse, or imports what is not there.
 */
export async function bundle(from = ownTree, also, dir) {
  const { protocols, properties, exhibits, claims, tables, either } = findSources(
    from,
    dir,
    holdsSources(from) ? from : process.cwd(),
  );
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'tidemark.mjs');
  try {
    await build({
      stdin: {
        contents: `
          import { sorted } from './cli/registry';
          export { main } from './cli/main';
          export { work } from './cli/work';
          ${also ? `import * as also from ${JSON.stringify(also)}; export { also };` : 'const also = {};'}
          const loaded = ([name, value]) => ({ name, file: name, doc: '', load: async () => ({ default: value }) });
          export const registry = await sorted({
            protocols: [...${registryOf(protocols)}, ...Object.entries(also.protocols ?? {}).map(loaded)],
            properties: ${registryOf(properties)},
            exhibits: ${registryOf(exhibits)},
            claims: ${registryOf(claims)},
            tables: ${registryOf(tables)},
          }, ${registryOf(either)});`,
        resolveDir: from,
        sourcefile: 'registry.js',
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      conditions: ['module', ...(holdsSources(from) ? ['tidemark-source'] : [])],
      plugins: [doors(from)],
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
    const { file: place, line } = first.location ?? {};
    throw new SourceError(
      first.text,
      place === undefined ? 'a source file' : seenFrom(resolve(from, place), from, dir),
      line,
    );
  }
  return pathToFileURL(file).href;
}
/**
 * A file of the tree by its place in it, another one by where it lies for who runs this.
 * @param {string} path
 * @param {string} from
 * @param {string} [dir]
 */
function seenFrom(path, from, dir) {
  const isBelow = (/** @type {string} */ folder) => !relative(folder, path).startsWith('..');
  return relative(isBelow(from) && !(dir && isBelow(resolve(dir))) ? from : process.cwd(), path);
}
