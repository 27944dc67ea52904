import { boundsFor } from '#checker/bounds';
import { grouped } from '#checker/words';
import { searchOf, type Job } from '#cli/job';
import type { Context } from '#cli/registry';
import { inProcess } from './in-process.js';
import { searchAlone } from './measure.js';
import { best, inColumns, interleaved, machine, type Result } from './table.js';

/** One search in a process of its own. */
type Task = Pick<Job, 'protocol' | 'properties'>;

export async function measure(task: Task, { registry }: Context): Promise<Result> {
  const search = await searchOf({ ...task, bounds: {}, limits: {} }, registry);
  const measured = searchAlone({ ...search, bounds: boundsFor(search.protocol.bounds) });
  return { ...measured, bytes: process.resourceUsage().maxRSS * 1024 };
}

/** Scenarios of claims, each with what asks for states, and what asks of the same states what can still be reached. */
const SCENARIOS = [
  {
    protocol: 'e2-price-of-clean-election',
    futures: ['leader-can-return', 'leader-can-return-without-isr', 'writes-can-return', 'isr-can-regrow'],
  },
  {
    protocol: 'e1-clean-election-loses-nothing',
    futures: ['leader-can-return', 'writes-can-return', 'isr-can-regrow'],
  },
] as const;
const ALWAYS = 'order-within-partition';
const ROWS = SCENARIOS.flatMap(({ protocol, futures }) =>
  [ALWAYS, ...futures].map((property) => ({ protocol, properties: [property] })),
);

/** What it costs to ask what can still be reached: beside an `always` property on the same states. */
export function futures(script: string, bundle: string, rounds: number): void {
  const once = (task: Task): Result => JSON.parse(inProcess(script, bundle, task)) as Result;
  const measured = [...interleaved(ROWS, once, rounds)];
  const cpu = (results: readonly Result[]): number => best(results, (one) => one.cpu);
  const usual = new Map(
    measured
      .filter(([{ properties }]) => properties[0] === ALWAYS)
      .map(([row, results]) => [row.protocol, cpu(results)]),
  );
  const lines = measured.map(([{ protocol, properties }, results]) => [
    `${protocol}, ${properties[0]}`,
    grouped(results[0]!.distinct),
    cpu(results).toFixed(2),
    (cpu(results) / usual.get(protocol)!).toFixed(2),
    (best(results, (one) => one.bytes) / 1e6).toFixed(0),
  ]);
  console.log(`${machine()}; best of ${rounds}; one thread\n`);
  console.log(
    inColumns([['scenario and property', 'distinct', 'cpu s', `x ${ALWAYS}`, 'peak MB'], ...lines]),
  );
}
