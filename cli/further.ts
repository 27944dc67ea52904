import { optionName } from '#checker/bounds';
import type { Why } from '#checker/search';
import type { ShowOptions } from './options.js';
import type { Done } from './render.js';

/** What the command line may say of how far a search goes. */
export interface HowFar {
  readonly maxStates?: number | undefined;
  readonly maxDepth?: number | undefined;
  readonly time?: number | undefined;
  readonly memory?: number | undefined;
  readonly threads?: number;
  readonly fingerprints?: boolean;
  readonly stopAtFirst?: boolean;
}
const NUMBERS = ['maxStates', 'maxDepth', 'time', 'memory'] as const;
const ENDED_BY: Partial<Readonly<Record<Why, (typeof NUMBERS)[number]>>> = {
  states: 'maxStates',
  depth: 'maxDepth',
  time: 'time',
  memory: 'memory',
};

/**
 * The options of a search that was not finished, with twice as much of what ended it.
 *
 * @param mayHash Whether fingerprints can stand for states, which is worth more than memory.
 */
export function furtherOptions(why: Why | undefined, given: HowFar, mayHash: boolean): string[] {
  const { threads = 1, fingerprints = false, stopAtFirst = false } = given;
  const hashes = why === 'memory' && mayHash && !fingerprints;
  const raised = why === undefined || hashes ? undefined : ENDED_BY[why];
  return [
    ...NUMBERS.flatMap((name) => {
      const value = given[name];
      if (value === undefined) return [];
      return [`--${optionName(name)} ${name === raised ? Math.max(1, 2 * value) : value}`];
    }),
    ...(threads > 1 ? [`--threads ${threads}`] : []),
    ...(fingerprints || hashes ? ['--fingerprints'] : []),
    ...(stopAtFirst && why !== 'first violation' ? ['--stop-at-first'] : []),
  ];
}

/**
 * The same of searches that are to end with the first violation, several at once: where they ended for want of memory, and
 * all there is may be taken already, they are done one by one. Text that goes on behind a command.
 */
export function furtherSides(done: readonly Done[], { jobs, time, memory }: ShowOptions): string {
  const whys = done.flatMap(({ report: { why } }) =>
    why === undefined || why === 'first violation' ? [] : [why],
  );
  const [why] = whys;
  const options = furtherOptions(why, { time, memory }, false);
  if (why === 'memory' && memory === undefined && jobs > 1) options.push('--jobs 1');
  return options.map((option) => ` ${option}`).join('');
}
