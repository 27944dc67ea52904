import { BreadthFirst } from '#checker/breadth-first';
import type { Report } from '#checker/outcome';
import { prove } from '#checker/report';
import type { TraceStep } from '#checker/trace';
import { asAsserted } from './as-asserted.js';
import type { Certificate } from './certificate.js';
import { deleteSteps } from './delete.js';
import { EFFORT } from './effort.js';
import type { Goal } from './goal.js';
import { narrowed } from './narrow.js';
import { Random } from './random.js';
import { Retracer } from './retracer.js';
import { findShortcut } from './shortcut.js';
import { Walker } from './walker.js';

/** A trace that shows nothing. */
export class NothingDecided extends Error {}

/** A trace that cannot be made shorter with what was allowed for it, and what that proves. */
export interface Minimal {
  readonly steps: readonly TraceStep[];
  readonly certificate: Certificate;
}

export interface MinimiseOptions {
  /** States that each of its searches may keep, about. */
  readonly budget?: number;
  /** Whether somebody waits for the end of it: it comes to one with what it has. */
  readonly isStopped?: () => boolean;
}
export const BUDGET = 1_000_000;
/** A shortcut from one state of a trace may look at this share of them. */
const AROUND = 1 / 256;
const MOST_AROUND = 1 << 14;
/** Between two looks at how many states a search has. */
const SLICE = 1 << 14;
/** Steps of a run that hunts for a shorter trace: one that remembers more finds shorter ones. */
const HUNT = 100_000;

/**
 * Makes a trace that decides a property as short as can be: steps are left out, shortcuts taken, and then everything
 * shorter is searched, breadth-first, so that what is left is known to be the shortest. Where that takes too many states,
 * the same is done where there is less besides the trace, and walks that go no farther hunt for a shorter one.
 *
 * The same trace and budget give the same result anywhere: what is limited are states and steps, and never time.
 *
 * @throws NothingDecided if the steps do not decide the property, and ModelError if the model or the property throws on
 *   the way.
 */
export function minimise(
  sought: Goal,
  trace: readonly TraceStep[],
  { budget = BUDGET, isStopped = () => false }: MinimiseOptions = {},
): Minimal {
  const { property, properties } = sought;
  const goal = { ...sought, properties: { [property]: asAsserted(properties[property]!) } };
  const retracer = new Retracer(goal, [property]);
  const { steps, decided } = retracer.retrace(trace);
  if (decided === undefined) throw new NothingDecided(`${property} is not decided by any of the steps.`);
  const minimal = new Minimiser(goal, retracer, budget, isStopped).certify(steps);
  prove(sought, property, minimal.steps);
  return minimal;
}

/** What is looked for beside a trace may lead where the model throws: then nothing was found. */
function unlessItFails<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

class Minimiser {
  constructor(
    private readonly goal: Goal,
    private readonly retracer: Retracer,
    private readonly budget: number,
    private readonly isStopped: () => boolean,
  ) {}

  certify(found: readonly TraceStep[]): Minimal {
    const { goal } = this;
    let steps = this.shorten(found);
    if (steps.length === 0) return shortest(steps, 1);
    const below = unlessItFails(() => this.searchBelow(steps.length, goal));
    const states = below?.distinctStates ?? 0;
    const witness = below && witnessIn(below);
    if (witness) return shortest(witness, states);
    if (below?.why === 'depth') return shortest(steps, states);

    steps = this.luckily(steps);
    const outcome = below?.properties[0]!.outcome;
    const noShorterThan = 1 + (outcome?.verdict === 'unfinished' ? outcome.depth : 0);
    // What was found by luck may be just as long as what is proven.
    return noShorterThan >= steps.length
      ? shortest(steps, states)
      : { steps, certificate: { kind: 'bounded', noShorterThan, states } };
  }

  /** Leaves out and cuts short, until neither helps. */
  private shorten(trace: readonly TraceStep[]): readonly TraceStep[] {
    const { retracer, budget, isStopped } = this;
    const around = Math.min(MOST_AROUND, Math.ceil(budget * AROUND));
    let shortest = deleteSteps(retracer, trace, isStopped);
    while (!isStopped()) {
      const current = shortest;
      const shortcut = unlessItFails(() => findShortcut(retracer, current, around, isStopped));
      if (shortcut === undefined) break;
      const shorter = retracer.attempt(shortcut);
      if (shorter?.decided === undefined || shorter.steps.length >= shortest.length) break;
      shortest = deleteSteps(retracer, shorter.steps, isStopped);
    }
    return shortest;
  }

  /** Looks for shorter traces where they are likely: what is found here is not proven to be the shortest. */
  private luckily(trace: readonly TraceStep[]): readonly TraceStep[] {
    let shortest = trace;
    let isShorter = true;
    while (isShorter && !this.isStopped()) {
      isShorter = false;
      const narrow = narrowed(this.goal, shortest);
      const ways = [
        () => witnessIn(this.searchBelow(shortest.length, narrow)),
        () => this.huntBelow(shortest.length, narrow),
        () => this.huntBelow(shortest.length, this.goal),
      ];
      for (const way of ways) {
        const found = this.isStopped() ? undefined : unlessItFails(way);
        if (found === undefined) continue;
        // What is possible where bounds are tight need not be so where they are not.
        const shorter = this.retracer.attempt(found);
        if (shorter?.decided === undefined || shorter.steps.length >= shortest.length) continue;
        shortest = this.shorten(shorter.steps);
        isShorter = true;
      }
    }
    return shortest;
  }

  /** Searches all behaviours of fewer steps, as far as the budget goes. */
  private searchBelow(length: number, goal: Goal): Report {
    const breadthFirst = new BreadthFirst(goal, { maxDepth: length - 1, stopAtFirst: true });
    for (;;) {
      const slice = breadthFirst.advance(Math.min(SLICE, this.budget));
      if (slice.done) return slice.report;
      if (slice.progress.distinctStates >= this.budget) breadthFirst.stop('states');
      if (this.isStopped()) breadthFirst.stop('interrupted');
    }
  }

  /** Walks at random, and never so far that it would not help. */
  private huntBelow(length: number, goal: Goal): readonly TraceStep[] | undefined {
    if (length < 2) return undefined;
    const walker = new Walker(goal);
    const effort = { ...EFFORT, steps: HUNT, depth: length - 1 };
    for (let run = 0; run * effort.steps < this.budget && !this.isStopped(); run++) {
      const { violated, steps } = walker.run(Random.of(0, run), effort);
      if (violated !== undefined) return steps;
    }
    return undefined;
  }
}

const shortest = (steps: readonly TraceStep[], states: number): Minimal => ({
  steps,
  certificate: { kind: 'shortest', states },
});
function witnessIn({ properties: [property] }: Report): readonly TraceStep[] | undefined {
  const { outcome } = property!;
  return 'trace' in outcome ? outcome.trace : undefined;
}
