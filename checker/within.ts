import type { BoundDeclarations } from './bounds.js';
import type { Protocol } from './protocol.js';
import type { RecordOf } from './schema.js';
import type { Frozen, StateOf } from './view.js';

/**
 * The same protocol, searched only where every constraint holds: TLC's CONSTRAINT. A state outside is generated and its
 * properties are judged, but it is not counted as distinct, not kept, and nothing is searched beyond it.
 */
export const within = <S extends RecordOf<any>, B extends BoundDeclarations, Rules>(
  predecessor: Protocol<S, B, Rules>,
  constraints: Readonly<Record<string, (s: Frozen<StateOf<S, B>>) => boolean>>,
): Protocol<S, B, Rules> => ({
  ...predecessor,
  constraints: { ...predecessor.constraints, ...constraints },
});
