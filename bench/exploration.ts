import fc from 'fast-check';
import { boundsFor, type Bounds } from '#checker/bounds';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import { commandsFor, type ModelCommand } from '#explore/commands';
import { EFFORT } from '#explore/effort';
import { Random } from '#explore/random';
import { Retracer } from '#explore/retracer';
import { Stage } from '#explore/stage';
import { WalkJudge } from '#explore/walk-judge';
import { Walker } from '#explore/walker';
import firstTry from '#model/replication/protocols/kip-320-first-try';
import kip320 from '#model/replication/protocols/kip-320';
import strongIsr from '#properties/replication/strong-isr';
import weakIsr from '#properties/replication/weak-isr';
import { timed } from './measure.js';

/** The bounds at which `kip-320-first-try` breaks both properties, in 12 and 11 steps. */
const SMALLEST: Bounds = { brokers: 3, logSize: 1, records: 1, leaderEpochs: 2 };
const SEEDS = 12;
/** Nobody goes on for longer than this with one seed. */
const MOST_STEPS = 20_000_000;
const SLOTS = 100;
const MOST_RUNS = 10_000;

interface Hunt {
  readonly found: boolean;
  readonly executed: number;
  /** Of the steps that were tried, those that were possible: of walks, of those to the violation, taken again one by one. */
  readonly enabled: number;
}
/** Made once, for code that is made anew would be slower for it each time. */
type Way = (protocol: Protocol, properties: Record<string, Property>) => (seed: number) => Hunt;

const guided: Way = (protocol, properties) => {
  const search = { protocol, properties, bounds: boundsFor(protocol.bounds, SMALLEST) };
  const walker = new Walker(search);
  const retracer = new Retracer(search, Object.keys(properties));
  return (seed) => {
    let executed = 0;
    for (let run = 0; executed < MOST_STEPS; run++) {
      const done = walker.run(Random.of(seed, run), EFFORT);
      executed += done.executed;
      if (done.violated === undefined) continue;
      return {
        found: true,
        executed,
        enabled: retracer.retrace(done.steps).steps.length / done.steps.length,
      };
    }
    return { found: false, executed, enabled: NaN };
  };
};

/** Any of the steps that are possible, each alike, and from the initial state again after as many as a guided walk takes. */
const unguided: Way = (protocol, properties) => {
  const search = { protocol, properties, bounds: boundsFor(protocol.bounds, SMALLEST) };
  const stage = new Stage(search);
  const judges = new WalkJudge(search);
  const { look, found, counts } = stage.stepper;
  const { actions } = stage.machine;
  const width = stage.words.length;
  const walked = new Int32Array(EFFORT.depth * width);
  const notes = { seen: new Set<string>(), tested: new Set<string>() };
  const walk = (random: Random): number => {
    stage.begin();
    let length = 0;
    while (length < EFFORT.depth) {
      look();
      let all = 0;
      for (let a = 0; a < actions.length; a++) all += counts[a]!;
      if (all === 0) break;
      let [action, place] = [0, random.below(all)];
      for (; place >= counts[action]!; action++) place -= counts[action]!;
      stage.take(found[actions[action]!.begin + place]!);
      for (let k = 0; k < width; k++) walked[length * width + k] = stage.words[k]!;
      length++;
    }
    return length;
  };
  return (seed) => {
    const random = Random.of(seed, 0);
    let executed = 0;
    while (executed < MOST_STEPS) {
      const length = walk(random);
      executed += length;
      const { found: violated } = judges.judge(walked, length, undefined, notes);
      if (violated !== undefined) return { found: true, executed, enabled: NaN };
    }
    return { found: false, executed, enabled: NaN };
  };
};

/** fast-check's own commands, with as many slots as suit them best. */
const stock: Way = (protocol, properties) => {
  let [tried, executed] = [0, 0];
  const counted = (command: ModelCommand): ModelCommand => ({
    check: (model) => {
      tried++;
      const can = command.check(model);
      if (can) executed++;
      return can;
    },
    run: (model, real) => command.run(model, real),
    toString: () => command.toString(),
  });
  const { commands, setup } = commandsFor(protocol, { properties, bounds: SMALLEST });
  const some = fc.commands(
    commands.map((arbitrary) => arbitrary.map(counted)),
    { size: 'max', maxCommands: SLOTS },
  );
  const property = fc.property(some, (list) => fc.modelRun(setup, list));
  return (seed) => {
    [tried, executed] = [0, 0];
    const { failed } = fc.check(property, { seed, numRuns: MOST_RUNS, endOnFailure: true });
    return { found: failed, executed, enabled: executed / tried };
  };
};

const WAYS = { 'guided walks': guided, 'unguided, enabled only': unguided, 'fc.commands': stock } as const;
const PROPERTIES = { 'strong-isr': strongIsr, 'weak-isr': weakIsr } as const;

/** One row, in a process of its own. */
export type ExplorationTask =
  | { readonly kind: 'hunt'; readonly way: keyof typeof WAYS; readonly property: keyof typeof PROPERTIES }
  | { readonly kind: 'rate' };
export const ROWS: readonly ExplorationTask[] = [
  ...(Object.keys(PROPERTIES) as (keyof typeof PROPERTIES)[]).flatMap((property) =>
    (Object.keys(WAYS) as (keyof typeof WAYS)[]).map((way) => ({ kind: 'hunt', way, property }) as const),
  ),
  { kind: 'rate' },
];
export const TITLE =
  `kip-320-first-try, 3 brokers, log size 1, 1 record, leader epochs 2; ${SEEDS} seeds, at most ${MOST_STEPS / 1e6} M steps ` +
  `each (fc.commands: ${MOST_RUNS.toLocaleString('en-US')} runs of up to ${SLOTS} commands)`;

/** How soon a way finds what breaks, or how fast guided walks are, as a line. */
export const explorationLine = (task: ExplorationTask): string =>
  task.kind === 'rate' ? rateLine() : huntLine(task);

function huntLine({ way, property }: Extract<ExplorationTask, { kind: 'hunt' }>): string {
  const { result: hunts, cpu } = timed(() => {
    const hunt = WAYS[way](firstTry as Protocol, { [property]: PROPERTIES[property] });
    return Array.from({ length: SEEDS }, (_, seed) => hunt(seed));
  });
  const found = hunts.filter((one) => one.found).length;
  const executed = hunts.reduce((sum, one) => sum + one.executed, 0);
  const enabled = hunts.reduce((sum, one) => sum + one.enabled, 0) / SEEDS;
  return (
    `${property.padEnd(12)}${way.padEnd(24)}found ${String(found).padStart(2)} of ${SEEDS}` +
    `${(found === 0 ? '-' : (cpu / found).toFixed(3)).padStart(9)} CPU s a failure` +
    `${(found === 0 ? '-' : Math.round(executed / found).toLocaleString('en-US')).padStart(14)} steps a failure` +
    `${(executed / cpu / 1e6).toFixed(2).padStart(7)} M steps/s` +
    (Number.isNaN(enabled) ? '' : `${(100 * enabled).toFixed(0).padStart(5)} % enabled`)
  );
}
function rateLine(): string {
  const properties = { strongIsr, weakIsr };
  const walker = new Walker({ protocol: kip320, properties, bounds: boundsFor(kip320.bounds) });
  const rates = Array.from({ length: 5 }, (_, round) => {
    const { result, cpu } = timed(() => {
      let executed = 0;
      for (let run = 0; run < 100; run++) executed += walker.run(Random.of(round, run), EFFORT).executed;
      return executed;
    });
    return result / cpu / 1e6;
  });
  return (
    `\nkip-320 at its default bounds, strong-isr and weak-isr, guidance included: ${Math.max(...rates).toFixed(2)} M executed ` +
    `steps a CPU second (best of 5 times 2 M; the first, with warm-up, ${rates[0]!.toFixed(2)}).`
  );
}
