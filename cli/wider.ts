import type { Bound } from '#checker/bounds';
import { kindOf } from '#checker/protocol';
import type { Job } from './job.js';
import type { Done } from './render.js';
import type { Selected } from './select.js';

/** The limits on actions among what cut steps off. */
const limitedBy = (cutBy: readonly string[]): string[] =>
  cutBy.flatMap((by) => (by.startsWith('limit ') ? [by.slice('limit '.length)] : []));

/** A search with more of some bounds, as far as they go, and once more of some actions that are limited. */
function withMoreOf(
  { job, protocol: { bounds: declared, limits = {} } }: Pick<Selected, 'job' | 'protocol'>,
  more: (bound: string, value: number) => number,
  actions: readonly string[],
): Job {
  const bounds = Object.entries(job.bounds).map(([name, value]) => {
    const { to } = (declared as Readonly<Record<string, Bound>>)[name]!;
    return [name, Math.min(to, more(name, value))];
  });
  return {
    ...job,
    bounds: Object.fromEntries(bounds),
    limits: { ...job.limits, ...Object.fromEntries(actions.map((name) => [name, (limits[name] ?? 0) + 1])) },
  };
}

/** The same search with twice as much of each bound that cut steps off, or, where no bound did, one more of what is limited. */
export function withMore(
  selected: Pick<Selected, 'job' | 'protocol'> & { readonly cutBy: readonly string[] },
): Job {
  const { job, cutBy } = selected;
  const isBound = cutBy.some((by) => by in job.bounds);
  return withMoreOf(
    selected,
    (name, value) => (cutBy.includes(name) ? 2 * value : value),
    isBound ? [] : limitedBy(cutBy),
  );
}

/**
 * The next wider search of where nothing is broken: with one more of the fault that its limit has kept from happening most
 * often, which is what may break it; or else with one more of the bound that did. Nothing, if neither cut anything off.
 */
export function wider({ selected, report }: Pick<Done, 'selected' | 'report'>): Job | undefined {
  const isFault = (name: string): boolean => kindOf(selected.protocol, name) === 'fault';
  const ofConstraints = report.cut.constraints.map(({ name, alone }) => ({ by: name, times: alone }));
  const cuts = [...report.cut.room, ...ofConstraints.filter(({ times }) => times > 0)]
    .toSorted((a, b) => b.times - a.times)
    .map(({ by }) => by);
  const fault = limitedBy(cuts).find(isFault);
  if (fault !== undefined) return withMoreOf(selected, (_, value) => value, [fault]);
  const bounds = selected.protocol.bounds as Readonly<Record<string, Bound>>;
  const bound = cuts.find((by) => by in bounds && selected.job.bounds[by]! < bounds[by]!.to);
  return bound === undefined
    ? undefined
    : withMoreOf(selected, (name, value) => (name === bound ? value + 1 : value), []);
}
