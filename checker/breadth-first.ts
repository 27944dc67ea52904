import { boundsFor, type Bounds } from './bounds.js';
import { boxSizeFor, Explorer } from './explorer.js';
import type { Progress } from './share.js';
import type { Report } from './outcome.js';
import type { Property } from './property.js';
import type { Protocol } from './protocol.js';
import { reportOf } from './report.js';
import type { Search, SearchOptions, Why } from './search.js';
import { Team, teamMemory } from './team.js';

export type Slice =
  { readonly done: false; readonly progress: Progress } | { readonly done: true; readonly report: Report };

/**
 * Visits every reachable state within the bounds, nearest first, so that what it finds, it finds in the fewest steps.
 * It goes on after a violation: what it counts is the whole space.
 *
 * The search is done in slices. Between them its owner may look at the clock or at the memory, and stop it.
 */
export class BreadthFirst {
  private readonly explorer: Explorer;

  /** @throws Error if the model cannot be laid out within these bounds, or an action chooses from no part of the state. */
  constructor(
    private readonly search: Search,
    options: SearchOptions = {},
  ) {
    this.explorer = new Explorer(search, options, new Team(1, 0, teamMemory(1, boxSizeFor(search))));
  }

  /**
   * Searches until about so many more transitions have been executed.
   *
   * @throws ModelError if the model or a property throws, or writes out of range.
   */
  advance(transitions: number): Slice {
    const { explorer, search } = this;
    advanceBy(explorer, transitions);
    return explorer.ended
      ? { done: true, report: reportOf(search, [explorer.share()]) }
      : { done: false, progress: explorer.progress() };
  }

  /** Ends the search with the next slice, unfinished unless it is over by then. */
  stop(why: Why): void {
    this.explorer.stop(why);
  }
}

/** One thread's part of such a slice; the others of its team must do theirs. */
function advanceBy(explorer: Explorer, transitions: number): void {
  if (explorer.ended) return;
  const until = explorer.executed + transitions;
  do explorer.advance();
  while (!explorer.ended && explorer.executed < until);
}

/** A whole search in one call. The bounds that are not given are the protocol's defaults. @throws ModelError, BoundsError */
export function check(
  protocol: Protocol,
  properties: Readonly<Record<string, Property>>,
  bounds: Bounds = {},
  options: SearchOptions = {},
): Report {
  const search = new BreadthFirst(
    { protocol, properties, bounds: boundsFor(protocol.bounds, bounds) },
    options,
  );
  for (;;) {
    const slice = search.advance(Infinity);
    if (slice.done) return slice.report;
  }
}
