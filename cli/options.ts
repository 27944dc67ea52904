import { optionName, type Bound, type BoundDeclarations, type Bounds } from '#checker/bounds';
import { kindOf, type Protocol } from '#checker/protocol';
import { InputError } from './errors.js';
import type { Entry } from './registry.js';

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
  /** Whether a shortest way to a state from which no step is possible is told. */
  readonly terminal?: boolean;
  /** Where the state graph is written to. */
  readonly dot?: string;
  readonly rewrite?: boolean;
  readonly json?: boolean;
  /** Values of bounds, by name. */
  readonly bounds: Bounds;
}

/** What the command line says of scenarios that are to be run, exhibits or claims. */
export interface ShowOptions {
  readonly jobs: number;
  readonly time?: number;
  readonly memory?: number;
  readonly rewrite?: boolean;
  readonly json?: boolean;
}

/** More would take the machine down, and there is none on which so many were of use. */
export const MOST_THREADS = 64;

/** @throws InputError */
export function wholeNumber(
  option: string,
  from: number,
  text: string,
  to = Number.MAX_SAFE_INTEGER,
): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  const range = to < Number.MAX_SAFE_INTEGER ? `from ${from} to ${to}` : `of at least ${from}`;
  throw new InputError(`--${option} must be a whole number ${range}, and not ${text || 'empty'}.`);
}

/** How often an action can be counted: the count is a variable of the state. */
const MOST_TIMES = 2 ** 31 - 1;

/**
 * `leaderWrite=1` by action.
 *
 * @throws InputError for anything else, and for an action that no protocol here has, that heals, or that is there twice.
 */
export function parseLimits(
  texts: readonly string[],
  protocols: readonly Protocol[],
): Readonly<Record<string, number>> {
  const limits = new Map<string, number>();
  for (const text of texts) {
    const [, action, most] = /^([A-Za-z][A-Za-z0-9]*)=(\d+)$/.exec(text) ?? [];
    if (action === undefined)
      throw new InputError(`--limit takes an action and a number, as in leaderWrite=1, and not ${text}.`);
    const having = protocols.filter(({ actions }) => Object.hasOwn(actions, action));
    if (having.length === 0) {
      const names = [...new Set(protocols.flatMap(({ actions }) => Object.keys(actions)))];
      throw new InputError(`No protocol here has an action ${action}. The actions are ${names.join(', ')}.`);
    }
    if (having.some((protocol) => kindOf(protocol, action) === 'heal'))
      throw new InputError(`${action} heals, and what heals is never limited: limit the fault instead.`);
    if (Number(most) > MOST_TIMES)
      throw new InputError(`--limit ${action} must be from 0 to ${MOST_TIMES}, and not ${most}.`);
    if (limits.has(action)) throw new InputError(`--limit ${action} is given twice: leave one out.`);
    limits.set(action, Number(most));
  }
  return Object.fromEntries(limits);
}

/** The bounds that any protocol declares, each as the option of it. @throws InputError for a default that is none of its values. */
export function boundOptions(
  protocols: readonly { readonly entry: Entry; readonly protocol: Protocol }[],
): BoundOption[] {
  const found = new Map<string, BoundOption>();
  for (const {
    entry: { file },
    protocol,
  } of protocols)
    for (const [name, bound] of Object.entries(protocol.bounds as BoundDeclarations)) {
      checkDefault(name, bound, file);
      const { meaning, default: usual } = bound;
      if (!found.has(name)) found.set(name, { name, option: optionName(name), meaning, usual, file });
    }
  return [...found.values()];
}
function checkDefault(name: string, { from, to, default: usual }: Bound, file: string): void {
  if (!Number.isInteger(usual) || usual < from || usual > to)
    throw new InputError(
      `the default of its bound ${name} must be a whole number from ${from} to ${to}, as its values are, and not ${usual}.`,
      { file },
    );
}
export interface BoundOption {
  readonly name: string;
  readonly option: string;
  readonly meaning: string;
  readonly usual: number;
  /** The first that declares it. */
  readonly file: string;
}
