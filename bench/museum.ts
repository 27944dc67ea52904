import { availableParallelism } from 'node:os';
import { boundsFor } from '#checker/bounds';
import type { Protocol } from '#checker/dsl';
import { packedRegister } from '#checker/register';
import { grouped } from '#checker/words';
import { loadExhibits } from '#cli/exhibits';
import { searchOf, type Job } from '#cli/job';
import { Pool } from '#cli/pool';
import type { Context } from '#cli/registry';
import { inProcess } from './in-process.js';
import { searchAlone } from './measure.js';
import { best, inColumns, interleaved, machine, searchCells, SEARCH_TITLES, type Result } from './table.js';
import { unwatched } from './unwatched.js';

/** In a process of its own: the museum as the command line runs it, or one search alone. */
type Task = { readonly kind: 'museum' } | { readonly kind: 'alone'; readonly job: Job };

/** What it took to see that one side of an exhibit is as it says. */
interface Side {
  readonly states: number;
  readonly transitions: number;
  readonly bits: number;
  readonly words: number;
  readonly seconds: number;
}
interface Visit {
  readonly exhibits: readonly {
    readonly id: string;
    readonly steps: number | undefined;
    readonly flaw: Side | undefined;
    readonly fix: Side;
  }[];
  readonly seconds: number;
}

export async function measure(task: Task, context: Context): Promise<Visit | Result> {
  if (task.kind === 'museum') return visit(context);
  const search = await searchOf(task.job, context.registry);
  const measured = searchAlone({ ...search, bounds: boundsFor(search.protocol.bounds, task.job.bounds) });
  return { ...measured, bytes: process.resourceUsage().maxRSS * 1024 };
}

/** Both sides of all exhibits. The largest begin, so that no thread is left alone with the last. */
async function visit(context: Context): Promise<Visit> {
  const all = await loadExhibits(context.registry);
  const bySize = all.toSorted((a, b) => b.exhibit.fix.states - a.exhibit.fix.states);
  const options = { jobs: availableParallelism(), threads: 1, mostBytes: Infinity, stopAtFirst: true };
  const begun = performance.now();
  const pool = new Pool(context, options, unwatched);
  try {
    const exhibits = await Promise.all(
      bySize.map(async ({ entry, exhibit: { id, property, flaw, fix } }) => {
        const [flawed, mended] = await Promise.all([
          flaw && searchSide(pool, entry.name, property, flaw.protocol),
          searchSide(pool, entry.fixed, property, fix.protocol),
        ]);
        return { id, steps: flaw?.steps, flaw: flawed, fix: mended };
      }),
    );
    const seconds = (performance.now() - begun) / 1e3;
    return { exhibits: exhibits.toSorted((a, b) => (a.id < b.id ? -1 : 1)), seconds };
  } finally {
    await pool.close();
  }
}
async function searchSide(
  pool: Pool,
  name: string,
  property: string,
  { schema, bounds: declared, limits }: Protocol,
): Promise<Side> {
  const bounds = boundsFor(declared);
  const { words, bits } = packedRegister(schema, bounds, limits);
  const { shares, seconds } = await pool.search({
    protocol: name,
    properties: [property],
    bounds,
    limits: {},
  });
  const { states, transitions } = shares[0]!;
  return { states, transitions, bits, words: words.length, seconds };
}

const job = (protocol: string, limits: Job['limits']): Job => ({
  protocol,
  properties: ['acked-kept'],
  bounds: {},
  limits,
});
const ALONE: readonly { readonly name: string; readonly job: Job }[] = [
  { name: 'A18 mended', job: job('a18-unclean-election-fixed', {}) },
  {
    name: '2 crashes, an election, a smaller ISR',
    job: job('kafka-as-designed', { brokerCrash: 2, controllerElectLeader: 1, leaderShrinkIsr: 1 }),
  },
];

const TITLES = ['exhibit', 'bits', 'words', 'flaw: steps', 'distinct', 'transitions', 'wall s'];
const FIX_TITLES = ['mended: distinct', 'transitions', 'wall s'];

export function museum(script: string, bundle: string, rounds = 3): void {
  const run = (task: Task): unknown => JSON.parse(inProcess(script, bundle, task));
  const visits = Array.from({ length: rounds }, () => run({ kind: 'museum' }) as Visit);
  const measured = interleaved(ALONE, ({ job }) => run({ kind: 'alone', job }) as Result, rounds);
  console.log(`${machine()}; best of ${rounds}\n\n${inAll(visits)}\n`);
  const lines = visits[0]!.exhibits.map(({ id, steps, flaw, fix }, i) => [
    id,
    String(fix.bits),
    String(fix.words),
    steps === undefined ? '' : String(steps),
    ...cells(flaw, () => best(visits, ({ exhibits }) => exhibits[i]!.flaw!.seconds)),
    ...cells(fix, () => best(visits, ({ exhibits }) => exhibits[i]!.fix.seconds)),
  ]);
  console.log(inColumns([[...TITLES, ...FIX_TITLES], ...lines]));
  const alone = [...measured].map(([{ name }, results]) => [name, ...searchCells(results)]);
  console.log(`\n${inColumns([['alone, acked-kept', ...SEARCH_TITLES], ...alone])}`);
}
const cells = (side: Side | undefined, seconds: () => number): string[] =>
  side === undefined ? ['', '', ''] : [grouped(side.states), grouped(side.transitions), seconds().toFixed(2)];
function inAll(visits: readonly Visit[]): string {
  const sides = visits[0]!.exhibits.flatMap(({ flaw, fix }) => (flaw ? [flaw, fix] : [fix]));
  const sum = (of: (side: Side) => number): string =>
    grouped(sides.reduce((total, side) => total + of(side), 0));
  return (
    `The museum: ${sides.length} searches, ${availableParallelism()} at once, ${sum(({ states }) => states)} states, ` +
    `${sum(({ transitions }) => transitions)} transitions, ${best(visits, ({ seconds }) => seconds).toFixed(1)} s in all.`
  );
}
