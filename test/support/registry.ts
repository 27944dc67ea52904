import { findSources, root } from '#bin/bundle';
import type { Registry } from '#cli/registry';

const { protocols, properties, exhibits, claims, tables } = findSources(root);
const entryOf = <Source extends { readonly path: string }>({ path, ...entry }: Source) => ({
  ...entry,
  doc: '',
  load: () => import(/* @vite-ignore */ path) as Promise<{ readonly default?: unknown }>,
});
/** The registry of the tree, without a bundle: its modules are those that a test imports itself. */
export const registry: Registry = {
  protocols: protocols.map(entryOf),
  properties: properties.map(entryOf),
  exhibits: exhibits.map(entryOf),
  claims: claims.map(entryOf),
  tables: tables.map(entryOf),
};
