import type { TraceStep } from '#checker/trace';
import type { Retracer } from './retracer.js';

/**
 * Leaves out what is not needed: blocks of steps, smaller and smaller ones, until no single step can be left out (ddmin:
 * Zeller and Hildebrandt, IEEE TSE 28, 2002). With a step goes what it had made possible.
 */
export function deleteSteps(
  retracer: Retracer,
  trace: readonly TraceStep[],
  isStopped: () => boolean = () => false,
): readonly TraceStep[] {
  let shortest = trace;
  let size = Math.max(1, shortest.length >> 1);
  for (;;) {
    let shortened = false;
    for (let at = shortest.length - size; at >= 0 && !isStopped(); at--) {
      const rest = retracer.attempt([...shortest.slice(0, at), ...shortest.slice(at + size)]);
      if (rest?.decided === undefined || rest.steps.length >= shortest.length) continue;
      shortest = rest.steps;
      shortened = true;
      at = Math.min(at, shortest.length - size + 1);
    }
    if (size > 1) size = Math.min(size >> 1, Math.max(1, shortest.length));
    else if (!shortened) return shortest;
  }
}
