import type { Bounds } from '#checker/bounds';
import { differenceIn } from '#checker/itf';
import type { Protocol } from '#checker/protocol';
import type { Search } from '#checker/search';
import { stepLines } from '#checker/trace-text';
import { follow, type WalkStep } from '#checker/trace';
import type { LocatedTrace, LocatedWalk } from './traces.js';

type Located = LocatedTrace | LocatedWalk;

/** Where a step is written, from 0 on. */
export const placeOf = (path: string, file: Located, step: number): string =>
  file.itf ? `${path}: state ${step + 1}` : `${path}:${linesOfSteps(file)[step]! + 1}`;

/** What a file says that is not so, of steps that can be taken, and where; nothing, if there is nothing. */
export function staleIn(path: string, file: Located, { protocol, bounds }: Search): string | undefined {
  if (file.itf === undefined) return staleLine(path, file, protocol, bounds);
  const found = differenceIn(file.itf, protocol, follow(protocol, bounds, file.steps).visited);
  return found && `${path}: state ${found.state}: ${found.text}`;
}

/** Which line of a trace says that something changed which does not, if one does. A hand-written step need not say. */
function staleLine(path: string, file: Located, protocol: Protocol, bounds: Bounds): string | undefined {
  const plain = (one: string): string => one.trim().replaceAll(/\s+/g, ' ');
  const written = file.text.split(/\r?\n/);
  const at = linesOfSteps(file);
  const printed = stepLines(protocol, bounds, file.steps);
  const step = printed.findIndex((shown, i) => {
    const says = plain(written[at[i]!]!);
    return says !== plain(shown) && says !== plain(shown.split(/ {2,}(?=\S+ \S*(?:→|[+-]\{))/)[0]!);
  });
  if (step < 0) return undefined;
  return `${path}:${at[step]! + 1}: it says\n  ${plain(written[at[step]!]!)}\nand what happens is\n  ${plain(printed[step]!)}`;
}
/** The lines of the steps, from 0 on. */
const linesOfSteps = ({ text, line: command }: Located): number[] =>
  text.split(/\r?\n/).flatMap((line, i) => (i > command && line.trim() !== '' ? [i] : []));

/** How many steps can be taken before one that cannot; -1 if there is not even an initial state. */
export function mostTaken(protocol: Protocol, bounds: Bounds, steps: readonly WalkStep[]): number {
  const canTake = (n: number): boolean => {
    try {
      follow(protocol, bounds, steps.slice(0, n));
      return true;
    } catch {
      return false;
    }
  };
  // What can be taken is a beginning: it is found by halving, since each look takes all steps before.
  let [most, tooMany] = [-1, steps.length + 1];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (canTake(middle)) most = middle;
    else tooMany = middle;
  }
  return most;
}
