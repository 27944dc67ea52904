import { asError } from '#checker/blame';
import { BreadthFirst } from '#checker/breadth-first';
import type { Report } from '#checker/outcome';
import type { Protocol } from '#checker/protocol';
import { ModelError } from '#checker/report';
import type { Search } from '#checker/search';
import type { TraceStep } from '#checker/trace';
import type { Certificate } from './certificate.js';
import { deleteSteps } from './delete.js';
import { EFFORT } from './effort.js';
import { Random } from './random.js';
import { Retracer } from './retracer.js';
import { findShortcut } from './shortcut.js';
import { Walker } from './walker.js';

/** What is to be shown, in which protocol and within which bounds. */
export interface Goal extends Search {
  /** The property that a trace decides: violates, or shows to be seen. Others neither end a trace nor bar a way. */
  readonly property: string;
}
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
/** Between two looks at how many states a search has. */
const SLICE = 1 << 14;

/**
 * Makes a trace that decides a property as short as can be: steps are left out, shortcuts taken, and then everything
 * shorter is searched, breadth-first, so that what is left is known to be the shortest. Where that takes too many states,
 * the actions of the trace alone are searched, and walks below its length hunt for a shorter one.
 *
 * The same trace and budget give the same result anywhere: what is limited are states and steps, and never time.
 *
 * @returns Nothing, if the steps do not decide the property.
 * @throws ModelError if the model or the property throws.
 */
export function minimise(
  goal: Goal,
  trace: readonly TraceStep[],
  { budget = BUDGET, isStopped = () => false }: MinimiseOptions = {},
): Minimal | undefined {
  try {
    const retracer = new Retracer(goal, [goal.property]);
    const { steps, decided } = retracer.retrace(trace);
    if (decided === undefined) return undefined;
    return new Minimiser(goal, retracer, budget, isStopped).certify(steps);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError(asError(error).message, 'a step near the trace', trace, error);
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
    const below = this.searchBelow(steps.length, goal.protocol);
    const { distinctStates: states } = below;
    const witness = witnessIn(below);
    if (witness) return shortest(witness, states);
    if (below.complete || below.why === 'depth') return shortest(steps, states);

    const used = new Set(steps.map(({ action }) => action));
    const fewer = witnessIn(this.searchBelow(steps.length, withActions(goal.protocol, used)));
    if (fewer) steps = this.shorten(fewer);
    for (let found = this.huntBelow(steps.length); found; found = this.huntBelow(steps.length))
      steps = this.shorten(found);
    const { outcome } = below.properties[0]!;
    const noShorterThan = 1 + (outcome.verdict === 'unfinished' ? outcome.depth : 0);
    // What was found by luck may be just as long as what is proven.
    return noShorterThan >= steps.length
      ? shortest(steps, states)
      : { steps, certificate: { kind: 'bounded', noShorterThan, states } };
  }

  /** Leaves out and cuts short, until neither helps. */
  private shorten(trace: readonly TraceStep[]): readonly TraceStep[] {
    const { retracer, budget } = this;
    let shortest = deleteSteps(retracer, trace);
    while (!this.isStopped()) {
      const shortcut = findShortcut(retracer, shortest, Math.ceil(budget * AROUND));
      if (shortcut === undefined) break;
      const { steps, decided } = retracer.retrace(shortcut);
      if (decided === undefined || steps.length >= shortest.length) break;
      shortest = deleteSteps(retracer, steps);
    }
    return shortest;
  }

  /** Searches all behaviours of fewer steps, as far as the budget goes. */
  private searchBelow(length: number, protocol: Protocol): Report {
    const { property, properties, bounds } = this.goal;
    const search = { protocol, bounds, properties: { [property]: properties[property]! } };
    const breadthFirst = new BreadthFirst(search, { maxDepth: length - 1, stopAtFirst: true });
    for (;;) {
      const slice = breadthFirst.advance(SLICE);
      if (slice.done) return slice.report;
      if (slice.progress.distinctStates >= this.budget) breadthFirst.stop('states');
      if (this.isStopped()) breadthFirst.stop('interrupted');
    }
  }

  /** Walks at random, and never so far that it would not help. */
  private huntBelow(length: number): readonly TraceStep[] | undefined {
    const { property, properties } = this.goal;
    if (length < 2 || properties[property]!.kind === 'sometimes') return undefined;
    const walker = new Walker({ ...this.goal, properties: { [property]: properties[property]! } });
    const effort = { ...EFFORT, depth: length - 1 };
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

/** The same protocol, without all other actions. */
function withActions(protocol: Protocol, names: ReadonlySet<string>): Protocol {
  const { actions, limits = {} } = protocol;
  const only = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  return { ...protocol, actions: only(actions), limits: only(limits) };
}
