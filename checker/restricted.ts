import { KINDS, type Action, type Kind } from './action.js';
import { sizeIn, type Bounds } from './bounds.js';
import { asks, type By, type Recoverable } from './property.js';
import type { Protocol } from './protocol.js';

const USUAL: readonly Kind[] = ['protocol', 'heal'];

/** How often a property is asked, each time with a number of its own. */
export const timesAsked = ({ whichever }: Recoverable, bounds: Bounds): number =>
  whichever === undefined ? 1 : sizeIn(whichever, bounds);

/**
 * The same protocol with some of its steps alone.
 *
 * @throws Error for a kind that there is not, for an action that is to be refused, and that the protocol has not, or that does not count anyway.
 */
export function restricted(protocol: Protocol, { kinds = USUAL, refuses = {} }: By, which: number): Protocol {
  const { actions, rules } = protocol;
  const odd = kinds.find((kind) => !KINDS.includes(kind));
  if (odd !== undefined)
    throw new Error(`recoverable: "${odd}" is no kind of action; there are ${KINDS.join(', ')}.`);
  const unknown = Object.keys(refuses).find((name) => !Object.hasOwn(actions, name));
  if (unknown !== undefined)
    throw new Error(
      `recoverable: there is no action ${unknown} to refuse; there are ${Object.keys(actions).join(', ')}.`,
    );
  const left = Object.entries(actions).flatMap(([name, make]) => {
    const action: Action<unknown> = make(rules);
    const { when, kind } = action;
    const refused = refuses[name];
    if (!kinds.includes(kind)) {
      if (refused)
        throw new Error(
          `recoverable: ${name} need not be refused, since it is ${kind}, and what counts is ${kinds.join(' and ')}.`,
        );
      return [];
    }
    const guarded: Action<unknown> = refused
      ? {
          ...action,
          when: (chosen, s) => (when === undefined || when(chosen, s)) && !asks(refused(chosen, s, which)),
        }
      : action;
    return [[name, () => guarded]];
  });
  return { ...protocol, actions: Object.fromEntries(left) as Protocol['actions'] };
}

/** Whether what stopped a step is of the run alone, by its name: a bound, or a limit on what is no fault. */
export const isOfTheRun = (by: string, kind: Kind): boolean => !by.startsWith('limit ') || kind !== 'fault';
