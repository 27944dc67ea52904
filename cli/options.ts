import { optionName, type Bounds } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import { InputError } from './errors.js';

/** What the command line says of a search, before it is known which protocols take which of it. */
export interface VerifyOptions {
  readonly protocol?: readonly string[];
  readonly property?: readonly string[];
  readonly limit?: readonly string[];
  readonly jobs: number;
  readonly threads: number;
  readonly fingerprints?: boolean;
  readonly stopAtFirst?: boolean;
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly time?: number;
  readonly memory?: number;
  readonly report?: boolean;
  readonly rewrite?: boolean;
  readonly json?: boolean;
  /** Values of bounds, by name. */
  readonly bounds: Bounds;
}

/** @throws InputError */
export function wholeNumber(option: string, from: number, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < from)
    throw new InputError(`--${option} must be a whole number of at least ${from}, and not ${text}.`);
  return value;
}

/** `leaderWrite=1` by action. @throws InputError for anything else, and for an action that no protocol here has. */
export function parseLimits(
  texts: readonly string[],
  protocols: readonly Protocol[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, action, most] = /^([A-Za-z][A-Za-z0-9]*)=(\d+)$/.exec(text) ?? [];
      if (action === undefined)
        throw new InputError(`--limit takes an action and a number, as in leaderWrite=1, and not ${text}.`);
      if (!protocols.some(({ actions }) => action in actions)) {
        const names = [...new Set(protocols.flatMap(({ actions }) => Object.keys(actions)))];
        throw new InputError(
          `No protocol here has an action ${action}. The actions are ${names.join(', ')}.`,
        );
      }
      return [action, Number(most)];
    }),
  );
}

/** The bounds that any protocol declares, each as the option of it. */
export function boundOptions(
  protocols: readonly Protocol[],
): { name: string; option: string; meaning: string; usual: number }[] {
  const found = new Map<string, { name: string; option: string; meaning: string; usual: number }>();
  for (const { bounds } of protocols)
    for (const [name, { meaning, default: usual }] of Object.entries(bounds as Protocol['bounds']) as [
      string,
      { meaning: string; default: number },
    ][])
      if (!found.has(name)) found.set(name, { name, option: optionName(name), meaning, usual });
  return [...found.values()];
}
