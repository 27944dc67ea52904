import type { Action, Kind } from './action.js';
import { sizeIn, type Bounds } from './bounds.js';
import type { Stop } from './compile.js';
import type { By, Recoverable } from './property.js';
import type { Protocol } from './protocol.js';

const USUAL: readonly Kind[] = ['protocol', 'heal'];

/** How often a property is asked, each time with a number of its own. */
export const timesAsked = ({ whichever }: Recoverable, bounds: Bounds): number =>
  whichever === undefined ? 1 : sizeIn(whichever, bounds);

/**
 * The same protocol with some of its steps alone.
 *
 * @throws Error for an action that is to be refused, and that the protocol has not.
 */
export function restricted(protocol: Protocol, { kinds = USUAL, refuses = {} }: By, which: number): Protocol {
  const { actions, rules } = protocol;
  const unknown = Object.keys(refuses).find((name) => !Object.hasOwn(actions, name));
  if (unknown !== undefined)
    throw new Error(
      `recoverable: there is no action ${unknown} to refuse; there are ${Object.keys(actions).join(', ')}.`,
    );
  const left = Object.entries(actions).flatMap(([name, make]) => {
    const action: Action<unknown> = make(rules);
    if (!kinds.includes(action.kind)) return [];
    const { when } = action;
    const refused = refuses[name];
    const guarded: Action<unknown> = refused
      ? {
          ...action,
          when: (chosen, s) => (when === undefined || when(chosen, s)) && !refused(chosen, s, which),
        }
      : action;
    return [[name, () => guarded]];
  });
  return { ...protocol, actions: Object.fromEntries(left) as Protocol['actions'] };
}

/** Whether what stopped a step is of the run alone: a bound, or a limit on what is no fault. */
export const isOfTheRun = ({ by }: Stop, kind: Kind): boolean => !by.startsWith('limit ') || kind !== 'fault';
