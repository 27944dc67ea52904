import fc from 'fast-check';
import { boundsFor, type Bounds } from '#checker/bounds';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import { commandsFor, type ModelCommand } from '#explore/commands';
import { EFFORT } from '#explore/effort';
import { Random } from '#explore/random';
import { Retracer } from '#explore/retracer';
import { searchFor } from '#explore/search-for';
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
  /** Of the steps that were tried, those that were possible. */
  readonly enabled: number;
}
type Way = (protocol: Protocol, property: Record<string, Property>, seed: number) => Hunt;

const guided: Way = (protocol, properties, seed) => {
  const walker = new Walker({ protocol, properties, bounds: boundsFor(protocol.bounds, SMALLEST) });
  let executed = 0;
  for (let run = 0; executed < MOST_STEPS; run++) {
    const done = walker.run(Random.of(seed, run), EFFORT);
    executed += done.executed;
    if (done.violated !== undefined) return { found: true, executed, enabled: 1 };
  }
  return { found: false, executed, enabled: 1 };
};

/** Any of the steps that are possible, each alike, and from the initial state again after as many as a guided walk takes. */
const unguided: Way = (protocol, properties, seed) => {
  const search = searchFor(protocol, { properties, bounds: SMALLEST });
  const retracer = new Retracer(search, Object.keys(properties));
  const { stage } = retracer;
  const { look, found, counts } = stage.stepper;
  const { actions } = stage.machine;
  const random = Random.of(seed, 0);
  let executed = 0;
  while (executed < MOST_STEPS) {
    stage.begin();
    for (let depth = 0; depth < EFFORT.depth; depth++) {
      look();
      let all = 0;
      for (let a = 0; a < actions.length; a++) all += counts[a]!;
      if (all === 0) break;
      let [action, place] = [0, random.below(all)];
      for (; place >= counts[action]!; action++) place -= counts[action]!;
      const choice = found[actions[action]!.begin + place]!;
      stage.take(choice);
      executed++;
      if (retracer.decidedHere(choice) !== undefined) return { found: true, executed, enabled: 1 };
    }
  }
  return { found: false, executed, enabled: 1 };
};

/** fast-check's own commands, with as many slots as suit them best. */
const stock: Way = (protocol, properties, seed) => {
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
  const { failed } = fc.check(
    fc.property(some, (list) => fc.modelRun(setup, list)),
    { seed, numRuns: MOST_RUNS, endOnFailure: true },
  );
  return { found: failed, executed, enabled: executed / tried };
};

const WAYS: Readonly<Record<string, Way>> = {
  'guided walks': guided,
  'unguided, enabled only': unguided,
  'fc.commands': stock,
};

/** How soon each way finds what breaks, and how fast guided walks are. */
export function exploration(): void {
  console.log(
    `kip-320-first-try, 3 brokers, log size 1, 1 record, leader epochs 2; ${SEEDS} seeds, at most ${MOST_STEPS / 1e6} M steps each ` +
      `(fc.commands: ${MOST_RUNS.toLocaleString('en-US')} runs of up to ${SLOTS} commands)\n`,
  );
  for (const [name, properties] of Object.entries({
    'strong-isr': { 'strong-isr': strongIsr },
    'weak-isr': { 'weak-isr': weakIsr },
  }))
    for (const [way, hunt] of Object.entries(WAYS)) {
      const { result: hunts, cpu } = timed(() =>
        Array.from({ length: SEEDS }, (_, seed) => hunt(firstTry as Protocol, properties, seed)),
      );
      const found = hunts.filter((one) => one.found).length;
      const executed = hunts.reduce((sum, one) => sum + one.executed, 0);
      const enabled = hunts.reduce((sum, one) => sum + one.enabled, 0) / SEEDS;
      console.log(
        `${name.padEnd(12)}${way.padEnd(24)}found ${String(found).padStart(2)} of ${SEEDS}` +
          `${(found === 0 ? '-' : (cpu / found).toFixed(3)).padStart(9)} CPU s a failure` +
          `${(found === 0 ? '-' : Math.round(executed / found).toLocaleString('en-US')).padStart(14)} steps a failure` +
          `${(executed / cpu / 1e6).toFixed(2).padStart(7)} M steps/s${(100 * enabled).toFixed(0).padStart(5)} % enabled`,
      );
    }
  const bounds = boundsFor(kip320.bounds);
  const walker = new Walker({ protocol: kip320, properties: { strongIsr, weakIsr }, bounds });
  const rates = Array.from({ length: 5 }, (_, round) => {
    const { result, cpu } = timed(() => {
      let executed = 0;
      for (let run = 0; run < 100; run++) executed += walker.run(Random.of(round, run), EFFORT).executed;
      return executed;
    });
    return result / cpu / 1e6;
  });
  console.log(
    `\nkip-320 at its default bounds, strong-isr and weak-isr, guidance included: ${Math.max(...rates).toFixed(2)} M executed steps a CPU second ` +
      `(best of 5 times 2 M; the first, with warm-up, ${rates[0]!.toFixed(2)}).`,
  );
}
