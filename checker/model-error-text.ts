import type { Bounds } from './bounds.js';
import type { Protocol } from './protocol.js';
import type { ModelError } from './report.js';
import { boundsText, stepLines } from './trace-text.js';
import { follow, NotPossible, showChosen } from './trace.js';

/** Which action or property failed, on what step, and the way there. */
export function modelErrorText(error: ModelError, protocol: Protocol, bounds: Bounds): string {
  const head = `${error.during} failed: ${error.message}`;
  if (error.steps.length === 0) return `${head}\nIt was in the initial state.`;
  const within = Object.keys(bounds).length === 0 ? '' : `, within ${boundsText(bounds)}`;
  return [head, `The way there${within}:`, ...failedSteps(error, protocol, bounds)].join('\n');
}
/** All steps but the last can be taken; that one may be what failed. */
function failedSteps({ steps, during }: ModelError, protocol: Protocol, bounds: Bounds): string[] {
  try {
    return stepLines(protocol, bounds, steps);
  } catch (error) {
    const last = steps.at(-1)!;
    if (error instanceof NotPossible && error.number < steps.length) return [error.message];
    const before = steps.slice(0, -1);
    const { machine } = follow(protocol, bounds, before);
    const taken = [last.action, ...showChosen(machine, last)].join(' ');
    return [
      ...stepLines(protocol, bounds, before),
      `${String(steps.length).padStart(2)}  ${taken}   <- ${during} failed here`,
    ];
  }
}
