// What there is to be found in the folders: of the project, and of who uses it.
import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findMore } from './dir.js';
import { modulesIn, named, SourceError } from './source.js';

const FOLDERS = ['model', 'properties', 'scenarios/museum', 'scenarios/claims', 'scenarios/tables'];
/** @type {ReturnType<typeof findMore>} */
const NOTHING = { protocols: [], properties: [], claims: [], either: [] };

/**
 * The protocols, properties, exhibits, claims and tables of a tree: the folders are the registry, a file's name is the name
 * of what it exports.
 * @param {string} from
 * @param {string} [dir] The folder of who uses it, which has more of them.
 * @param {string} [shownFrom] From where a file is shown.
 * @throws {SourceError} for a name that is none, or is taken.
 */
export function findSources(from, dir, shownFrom = from) {
  const files = FOLDERS.flatMap((folder) => modulesIn(join(from, folder))).map((path) => ({
    path,
    file: relative(shownFrom, path),
    place: relative(from, path),
  }));
  const of = (/** @type {RegExp} */ pattern) => named(files.filter(({ place }) => pattern.test(place)));
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
/** @param {{ name: string, file: string }[]} found */
function refuseTwins(found) {
  for (const [i, { name, file }] of found.entries()) {
    const twin = found.findIndex((other) => other.name === name);
    if (twin !== i) throw new SourceError(`the name ${name} is taken by ${found[twin]?.file} already.`, file);
  }
}
