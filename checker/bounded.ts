import { boundsFor, type BoundDeclarations, type Bounds, type BoundsOf } from './bounds.js';
import { inheritName } from './library.js';
import type { Protocol } from './protocol.js';
import type { RecordOf } from './schema.js';

/**
 * The same protocol with other defaults for some of its bounds: the cluster that it is searched in, where nothing else is
 * asked for. What a bound means, and the values that it may take, stay.
 *
 * @throws BoundsError for a bound that it does not declare, or a value that is no whole number in the declared range.
 */
export function bounded<S extends RecordOf<any>, B extends BoundDeclarations, Rules>(
  predecessor: Protocol<S, B, Rules>,
  defaults: Partial<BoundsOf<B>>,
): Protocol<S, B, Rules> {
  const values = boundsFor(predecessor.bounds, defaults as Bounds);
  const bounds = Object.fromEntries(
    Object.entries(predecessor.bounds).map(([name, bound]) => [name, { ...bound, default: values[name]! }]),
  );
  return inheritName(predecessor, { ...predecessor, bounds: bounds as BoundDeclarations as B });
}
