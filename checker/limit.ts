import type { BoundDeclarations } from './bounds.js';
import { inheritName } from './library.js';
import type { Protocol } from './protocol.js';
import type { RecordOf } from './schema.js';

/**
 * The same protocol, in which some actions happen no more than so many times in one behaviour. The count is a part of
 * the state, which neither the model nor a property can see.
 *
 * @throws Error for an action that the protocol has not, or one that heals: limit what hurts, never what mends it.
 */
export function limit<S extends RecordOf<any>, B extends BoundDeclarations, Rules>(
  predecessor: Protocol<S, B, Rules>,
  limits: Readonly<Record<string, number>>,
): Protocol<S, B, Rules> {
  for (const [name, most] of Object.entries(limits)) {
    const action = Object.hasOwn(predecessor.actions, name) ? predecessor.actions[name] : undefined;
    if (action === undefined)
      throw new Error(
        `limit: there is no action ${name}; there are ${Object.keys(predecessor.actions).join(', ')}.`,
      );
    if (action(predecessor.rules).kind === 'heal')
      throw new Error(`limit: ${name} heals, and what heals is never limited; limit the fault instead.`);
    if (!Number.isInteger(most) || most < 0)
      throw new Error(`limit: ${name} may happen a whole number of times, and not ${most}.`);
  }
  return inheritName(predecessor, { ...predecessor, limits: { ...predecessor.limits, ...limits } });
}
