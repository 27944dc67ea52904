import colours from 'picocolors';
import type { Bounds } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import { follow, showChosen, type TraceStep } from '#checker/trace';

/** Steps, and below each what it changed, a line each. @throws NotPossible */
export function narrated(protocol: Protocol, bounds: Bounds, steps: readonly TraceStep[]): string[] {
  const { machine, visited } = follow(protocol, bounds, steps);
  return visited.flatMap(({ step, changes }, i) =>
    step === undefined
      ? []
      : [
          `${String(i).padStart(2)}  ${[step.action, ...showChosen(machine, step)].join(' ')}`,
          ...changes.map(({ path, text }) => colours.dim(`      ${path} ${text}`)),
        ],
  );
}
