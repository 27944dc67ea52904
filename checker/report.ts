import { decides } from './decides.js';
import { stuckAfter } from './futures.js';
import { Machine } from './machine.js';
import type { Cut, Outcome, Report } from './outcome.js';
import { NoAnswer, type Property } from './property.js';
import { packedRegister } from './register.js';
import type { Search } from './search.js';
import { ROOT, type Failure, type Finding, type Share } from './share.js';
import { NotPossible, traceStepHere, type TraceStep } from './trace.js';

/** A model or a property that threw, or wrote a value out of range; and the way to where it did. */
export class ModelError extends Error {
  constructor(
    message: string,
    /** The action or property, `the property strong-isr`. */
    readonly during: string,
    /** The steps to the state where it happened; the last one is the step that failed, if a step did. */
    readonly steps: readonly TraceStep[],
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/**
 * Puts together what the threads of a search found. Of what several found, the one of the lowest depth counts, and then
 * that of the lowest thread.
 *
 * @throws ModelError where the model or a property failed.
 */
export function reportOf(search: Search, shares: readonly Share[]): Report {
  const { protocol, bounds } = search;
  const paths = new Paths(search, shares);
  const failure = shares.find((share) => share.failure)?.failure;
  if (failure) throw modelError(failure, paths);

  const [first] = shares as [Share, ...Share[]];
  const { why, judged, stops, fingerprints } = first;
  const depth = Math.max(...shares.map((share) => share.depth));
  const total = (of: (share: Share) => number): number => shares.reduce((sum, share) => sum + of(share), 0);
  const states = total((share) => share.states);
  const expanded = total((share) => share.expanded);
  const transitions = total((share) => share.transitions);
  const stoppedAt = (i: number): number => total((share) => share.stopped[i]!);
  const constraints = Object.keys(protocol.constraints ?? {});
  const cut: Cut = {
    room: stops
      .map(({ action, by }, i) => ({ by, action, times: stoppedAt(i) }))
      .filter(({ times }) => times > 0),
    constraints: constraints.map((name, c) => ({ name, alone: total((share) => share.cut[c]!) })),
    outside: total((share) => share.cut[constraints.length]!),
  };
  const within = (
    counts: (share: Share) => Float64Array,
    { begin, size }: Machine['actions'][number],
  ): number =>
    total((share) =>
      counts(share)
        .subarray(begin, begin + size)
        .reduce((sum, n) => sum + n, 0),
    );

  const outcomeOf = (name: string, property: Property, i: number): Outcome => {
    const findings = shares.flatMap((share) => share.found.get(name) ?? []);
    const future = first.futures.get(name);
    const asked = property.given ? total((share) => share.asked[i]!) : undefined;
    if (findings.length > 0) {
      const trace = paths.to(nearest(findings));
      if (property.kind === 'recoverable') {
        const stuck = proven(name, trace, () => stuckAfter(property, protocol, bounds, trace));
        return { verdict: 'violated', trace, asked, stuck: { ...stuck, of: future!.stuckStates } };
      }
      prove(search, name, trace);
      return property.kind === 'sometimes'
        ? { verdict: 'seen', trace }
        : { verdict: 'violated', trace, asked };
    }
    if (future !== undefined && future.undecided > 0) {
      const { undecided: states, cutBy } = future;
      return { verdict: 'unfinished', why: 'undecided', depth: judged, asked, undecided: { states, cutBy } };
    }
    if (why !== undefined) return { verdict: 'unfinished', why, depth: judged, asked };
    return property.kind === 'sometimes'
      ? { verdict: 'neverSeen' }
      : { verdict: 'holds', vacuous: future?.vacuous ?? asked === 0, asked };
  };

  return {
    bounds,
    complete: why === undefined,
    why,
    distinctStates: states,
    generatedStates: 1 + transitions,
    depth,
    terminalStates: total((share) => share.terminal),
    outDegree: {
      mean: expanded === 0 ? 0 : transitions / expanded,
      most: Math.max(...shares.map((share) => share.mostSteps)),
    },
    cut,
    collisionProbability: fingerprints ? collisionProbability(states) : 0,
    actions: paths.machine.actions.map((action) => ({
      name: action.name,
      kind: action.kind,
      generated: within((share) => share.taken, action),
      distinct: within((share) => share.news, action),
    })),
    properties: Object.entries(search.properties).map(([name, property], i) => ({
      name,
      kind: property.kind,
      outcome: outcomeOf(name, property, i),
    })),
  };
}

export const IMPURE =
  'A model or a property must depend on nothing but the state: look for a clock, a random number, or a variable ' +
  'outside the state that it changes.';

/** The chance that of so many states some two have the same 64 bits of hash. */
export const collisionProbability = (states: number): number =>
  -Math.expm1((-states * (states - 1)) / 2 ** 65);

/** The steps to what threads have found: of several findings, to the nearest. @throws ModelError if they cannot be taken again. */
export function wayTo(search: Search, shares: readonly Share[], findings: readonly Finding[]): TraceStep[] {
  return new Paths(search, shares).to(nearest(findings));
}
const nearest = (findings: readonly Finding[]): Finding =>
  findings.reduce((a, b) => (b.depth < a.depth ? b : a));

/** The ways to states, from what each thread knows of its own. */
class Paths {
  /** On which all steps are taken again. */
  readonly machine: Machine;
  constructor(
    { protocol, bounds }: Search,
    private readonly shares: readonly Share[],
  ) {
    this.machine = new Machine(protocol, bounds, packedRegister(protocol.schema, bounds, protocol.limits));
  }

  /** The steps to a state, and the one from it, if that is what was found. */
  to({ state, choice: last }: Pick<Finding, 'state' | 'choice'>): TraceStep[] {
    const path: number[] = last === undefined ? [] : [last];
    const threads = this.shares.length;
    for (let at = state; at !== ROOT;) {
      const { parents, steps } = this.shares[at % threads]!;
      const index = Math.floor(at / threads);
      const parent = parents[index]!;
      if (parent !== ROOT) path.unshift(steps[index]!);
      at = parent;
    }
    const steps: TraceStep[] = [];
    if (path.length === 0) return steps;
    const { machine } = this;
    machine.begin();
    for (const [i, choice] of path.entries()) {
      const { name } = machine.actionOf(choice);
      try {
        const step = traceStepHere(machine, choice);
        if (step !== undefined) steps.push(step);
        // The last step may be the one that failed, and is not taken again.
        if (i === path.length - 1 && last !== undefined) break;
        if (machine.refusal(choice) !== undefined) throw new Error('It is not possible there.');
        machine.take(choice);
      } catch (error) {
        const { message } = error as Error;
        throw new ModelError(
          `Step ${i + 1}, ${name}, which the search has taken, cannot be repeated. ${message} ${IMPURE}`,
          name,
          steps,
          error,
        );
      }
    }
    return steps;
  }
}

/**
 * Takes the steps to where a property was decided again, on plain objects: a witness is reported when it has been seen to
 * be one.
 *
 * @throws ModelError where it is none.
 */
export function prove(
  { protocol, properties, bounds }: Search,
  name: string,
  steps: readonly TraceStep[],
): void {
  proven(name, steps, () => decides(properties[name]!, protocol, bounds, steps) || undefined);
}
/** What is seen when the steps to a witness are taken again. @throws ModelError where that is nothing. */
function proven<T>(name: string, steps: readonly TraceStep[], again: () => T | undefined): T {
  let seen: T | undefined;
  try {
    seen = again();
  } catch (error) {
    const { message } = error as Error;
    throw new ModelError(
      // What is no answer was none the first time, too: nothing has changed meanwhile.
      error instanceof NoAnswer
        ? message
        : `The witness that was found for ${name} cannot be repeated. ${message} ${IMPURE}`,
      error instanceof NotPossible ? error.step.action : `the property ${name}`,
      steps,
      error,
    );
  }
  if (seen === undefined)
    throw new ModelError(
      `${name} was decided by a state, and not when the same steps were taken again. ${IMPURE}`,
      `the property ${name}`,
      steps,
      undefined,
    );
  return seen;
}

function modelError({ state, choice, during, error }: Failure, paths: Paths): ModelError {
  const steps = paths.to({ state, ...(choice !== undefined && { choice }) });
  return new ModelError(error.message, during, steps, error);
}
