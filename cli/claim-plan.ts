import { sidesOfClaim, type Claimed, type ClaimSide } from './claim-sides.js';
import type { ClaimVisit } from './claim-visit.js';
import type { Failed } from './failure.js';
import type { Context } from './registry.js';
import type { Done } from './render.js';
import { isDone } from './searches.js';
import { selectSides } from './select-sides.js';
import type { Selected } from './select.js';
import type { ExpectedRun } from './verdicts.js';

/** A claim, and what is to be searched for it. */
export interface Planned extends Claimed {
  readonly sides: readonly { readonly side: ClaimSide; readonly runs: readonly Selected[] }[];
}
export type Results = ReadonlyMap<Selected, Done | Failed>;

/**
 * A search ends with the first violation, so that each property that is to be violated has one of its own.
 *
 * @throws InputError
 */
export async function plan(
  claimed: Claimed,
  context: Context,
  expected: readonly ExpectedRun[],
): Promise<Planned> {
  const sides = sidesOfClaim(claimed).map(async (side) => {
    const properties = [...side.expected.keys()];
    const each = side.side === 'holds' ? [properties] : properties.map((one) => [one]);
    const runs = each.map((some) => selectSides(claimed.entry, [side.name], some, context, expected));
    return { side, runs: (await Promise.all(runs)).flat() };
  });
  return { ...claimed, sides: await Promise.all(sides) };
}
export const runsOf = ({ sides }: Planned): Selected[] => sides.flatMap(({ runs }) => runs);
/** What was found of a claim; nothing, as long as that is not all, or if something failed. */
export function visitOf({ entry, claim, sides }: Planned, found: Results): ClaimVisit | undefined {
  const done = sides.map(({ side, runs }) => ({
    side,
    done: runs.flatMap((run) => {
      const result = found.get(run);
      return result && isDone(result) ? [result] : [];
    }),
  }));
  const isWhole = sides.every(({ runs }, i) => runs.length === done[i]!.done.length);
  return isWhole ? { entry, claim, sides: done } : undefined;
}
