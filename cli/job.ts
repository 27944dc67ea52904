import { limit } from '#checker/limit';
import type { Bounds } from '#checker/bounds';
import type { Search } from '#checker/search';
import { loadProperty, loadProtocol, propertyNamed, protocolNamed, type Registry } from './registry.js';

/** A search by names, which can be sent to another thread; functions cannot. */
export interface Job {
  readonly protocol: string;
  readonly properties: readonly string[];
  readonly bounds: Bounds;
  /** Other than the ones that the protocol comes with. */
  readonly limits: Readonly<Record<string, number>>;
}

/** @throws InputError, and Error where a limit is refused. */
export async function searchOf(
  { protocol, properties, bounds, limits }: Job,
  registry: Registry,
): Promise<Search> {
  const loaded = await loadProtocol(protocolNamed(registry, protocol));
  const named = await Promise.all(
    properties.map(async (name) => [name, await loadProperty(propertyNamed(registry, name))] as const),
  );
  return {
    protocol: Object.keys(limits).length === 0 ? loaded : limit(loaded, limits),
    properties: Object.fromEntries(named),
    bounds,
  };
}
