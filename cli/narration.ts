import colours from 'picocolors';
import type { Bounds } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import { DISABLED } from '#checker/step-text';
import { follow, showChosen, type WalkStep } from '#checker/trace';

/** Steps, and below each what it changed, a line each, or why it is disabled. @throws NotPossible, NotDisabled */
export function narrated(protocol: Protocol, bounds: Bounds, steps: readonly WalkStep[]): string[] {
  const { machine, visited } = follow(protocol, bounds, steps);
  return visited.flatMap(({ step, changes, refusal }, i) =>
    step === undefined
      ? []
      : [
          [
            String(i).padStart(2),
            '',
            step.action,
            ...showChosen(machine, step),
            ...(refusal ? [DISABLED] : []),
          ].join(' '),
          ...(refusal ? [colours.dim(`      ${refusal}`)] : []),
          ...changes.map(({ path, text }) => colours.dim(`      ${path} ${text}`)),
        ],
  );
}
