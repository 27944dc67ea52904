import { choiceHere, traceStepHere, type TraceStep } from '#checker/trace';
import type { Retracer } from './retracer.js';

/** A state near the trace, and how it was reached from there. */
interface Near {
  readonly words: Int32Array;
  readonly choice: number;
  readonly from: Near | undefined;
}

/**
 * Looks around the states of a trace, the last ones first, for a way to the end, or to a later state of the trace, that is
 * shorter than the trace's own.
 *
 * @param most Of so many states around each one.
 * @returns The trace with the first shortcut that there is; nothing, if none is.
 */
export function findShortcut(
  retracer: Retracer,
  trace: readonly TraceStep[],
  most: number,
  isStopped: () => boolean = () => false,
): readonly TraceStep[] | undefined {
  const { stage } = retracer;
  const visited: Int32Array[] = [];
  stage.begin();
  for (const step of trace) {
    visited.push(stage.words.slice());
    stage.take(choiceHere(stage.machine, step)!);
  }
  /** At which place of the trace a state is last. */
  const places = new Map(visited.map((words, place) => [words.join(), place]));
  for (let place = trace.length - 2; place >= 0 && !isStopped(); place--) {
    const found = lookAround(retracer, visited[place]!, place, places, trace.length, most);
    if (!found) continue;
    const way = wayTo(retracer, visited[place]!, found.near);
    return [...trace.slice(0, place), ...way, ...trace.slice(found.to)];
  }
  return undefined;
}

/** The first state around one that saves steps, and at which place of the trace it leads back to it. */
function lookAround(
  retracer: Retracer,
  start: Int32Array,
  place: number,
  places: ReadonlyMap<string, number>,
  end: number,
  most: number,
): { readonly near: Near; readonly to: number } | undefined {
  const { stage } = retracer;
  const { words } = stage;
  const known = new Set([start.join()]);
  let level: Near[] = [{ words: start, choice: -1, from: undefined }];
  for (let distance = 1; level.length > 0 && place + distance < end; distance++) {
    const next: Near[] = [];
    for (const from of level) {
      words.set(from.words);
      for (const choice of stage.enabled()) {
        words.set(from.words);
        stage.take(choice);
        const near = { words: words.slice(), choice, from };
        if (retracer.decidedHere(choice) !== undefined) return { near, to: end };
        const text = near.words.join();
        if (known.has(text)) continue;
        const later = places.get(text);
        if (later !== undefined && later - place > distance) return { near, to: later };
        if (known.size >= most) return undefined;
        known.add(text);
        if (!stage.isOutside) next.push(near);
      }
    }
    level = next;
  }
  return undefined;
}

/** The steps from a state to one near it. */
function wayTo({ stage }: Retracer, start: Int32Array, near: Near): TraceStep[] {
  const choices: number[] = [];
  for (let at: Near = near; at.from !== undefined; at = at.from) choices.unshift(at.choice);
  stage.words.set(start);
  return choices.map((choice) => {
    const step = traceStepHere(stage.machine, choice)!;
    stage.take(choice);
    return step;
  });
}
