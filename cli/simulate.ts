import colours from 'picocolors';
import { randomInt } from 'node:crypto';
import { boundsText, verifyCommand } from '#checker/trace-text';
import { ModelError } from '#checker/report';
import type { TraceStep } from '#checker/trace';
import { grouped, plural } from '#checker/words';
import type { CampaignOutcome } from '#explore/campaign';
import { fewestFor } from '#explore/certificate';
import type { CoverageReport } from '#explore/coverage';
import { coverageLines, impossibleLines, missingText, percent } from '#explore/describe';
import { EFFORT } from '#explore/effort';
import { sortMissing } from '#explore/possible';
import { alone } from './alone.js';
import { debug } from './debug.js';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { expectedRuns } from './exhibits.js';
import { explainFailures, failureJson } from './failure.js';
import { limitLines } from './never.js';
import { here, nextLine } from './next-line.js';
import { Status } from './progress.js';
import type { Context } from './registry.js';
import { columns } from './columns.js';
import { select, type Selected } from './select.js';
import { commandOf, nextAfterWalks } from './simulate-next.js';
import type { Simulation, SimulateOptions } from './simulation.js';
import { simulationJson } from './simulation-json.js';
import { checkSave, foundLines, save, type Found } from './violation.js';
import type { SimulateMessage } from './work-simulate.js';

/** Walks through a protocol at random until something is violated, or it was enough. @throws InputError */
export async function simulate(name: string, options: SimulateOptions, context: Context): Promise<ExitCode> {
  const selected = await selectOne(name, options, context);
  checkSave(options.save ?? false, selected.job.limits);
  const { seed = randomInt(2 ** 31), runs, steps = Infinity, depth, maxStates } = options;
  const { job } = selected;
  const began = performance.now();
  let coverage: CoverageReport | undefined;
  let found: Extract<SimulateMessage, { kind: 'progress' }>['found'];
  const status = new Status(() =>
    progressText(name, coverage, found !== undefined, performance.now() - began),
  );
  let over: Extract<SimulateMessage, { kind: 'over' }>;
  try {
    status.draw();
    const last = await alone<SimulateMessage>(
      context,
      { job, say: (text) => status.say(text) },
      (control) => ({
        kind: 'simulate',
        job,
        options: { seed, runs, steps, effort: { ...EFFORT, depth }, states: maxStates },
        control,
      }),
      (message) => {
        if (message.kind !== 'progress') return true;
        ({ coverage, found } = message);
        if (found !== undefined) debug('shrinking');
        status.refresh();
        return false;
      },
    );
    over = last as typeof over;
  } catch (error) {
    if (!(error instanceof ModelError || error instanceof InputError)) throw error;
    if (found !== undefined && coverage !== undefined) {
      // Shrinking came to no end; what it was to shrink is there all the same.
      status.close();
      process.stderr.write(`${error.message}\n`);
      return report({ selected, seed, outcome: unshrunk(found), coverage, seconds: 0 }, options, context);
    }
    const failed = { selected, error };
    if (options.json) process.stdout.write(`${JSON.stringify(failureJson(failed, context), null, 1)}\n`);
    return explainFailures([failed], context);
  } finally {
    status.close();
  }
  return report({ selected, seed, ...over }, options, context);
}

/** The protocol with what is asserted of it, and with all that is to be seen of it. */
async function selectOne(name: string, options: SimulateOptions, context: Context): Promise<Selected> {
  const records = await expectedRuns(context);
  const { bounds, limit = [], property = [] } = options;
  const named = { protocol: [name], bounds, limit };
  const { runs } = await select({ ...named, property }, context.registry, records);
  const [selected] = runs as [Selected];
  if (property.length === 0) return withoutFutures(selected);
  for (const [one, { kind }] of Object.entries(selected.properties)) {
    const { protocol, bounds: within } = selected.job;
    if (kind === 'recoverable')
      throw new InputError(
        `${one} asks what can still be reached, which no walk can tell: verify judges it.`,
        {
          next: verifyCommand({ protocol, property: one, bounds: within, limits: selected.job.limits }),
        },
      );
  }
  const all = (await select(named, context.registry, records)).runs[0]!;
  const properties = { ...selected.properties };
  for (const [witness, one] of Object.entries(all.properties))
    if (one.kind === 'sometimes') properties[witness] ??= one;
  return { ...selected, properties, job: { ...selected.job, properties: Object.keys(properties) } };
}

/** Without the properties that ask what can still be reached: no walk can tell. */
function withoutFutures(selected: Selected): Selected {
  const walked = Object.entries(selected.properties).filter(([, { kind }]) => kind !== 'recoverable');
  return {
    ...selected,
    properties: Object.fromEntries(walked),
    job: { ...selected.job, properties: walked.map(([name]) => name) },
  };
}

const unshrunk = ({
  property,
  steps,
}: {
  property: string;
  steps: readonly TraceStep[];
}): CampaignOutcome => ({
  verdict: 'violated',
  violation: {
    property,
    steps,
    foundIn: steps.length,
    certificate: { kind: 'bounded', noShorterThan: 1, states: 1 },
  },
});

function progressText(
  name: string,
  coverage: CoverageReport | undefined,
  isShrinking: boolean,
  milliseconds: number,
): string {
  if (coverage === undefined) return colours.dim(name);
  if (isShrinking) return colours.dim(`${name}: shrinking what was found`);
  const { runs, executedSteps, missing, actions, witnesses, tested, saturation } = coverage;
  const all = Object.keys({ ...actions, ...witnesses, ...tested }).length;
  const parts = [
    plural(runs, 'run'),
    plural(executedSteps, 'step'),
    `${(executedSteps / milliseconds / 1e3).toFixed(1)} M steps/s`,
    `${all - missing.length} of ${all} covered`,
    ...(saturation === undefined ? [] : [`saturation ${percent(saturation)}`]),
  ];
  return colours.dim(`${name}  ${parts.join(', ')}`);
}

function report(simulation: Simulation, options: SimulateOptions, context: Context): ExitCode {
  const { selected, outcome, seed, coverage } = simulation;
  // What was interrupted did fewer runs than it might have.
  const runs = outcome.verdict === 'unfinished' ? Math.max(1, coverage.runs) : options.runs;
  const again = commandOf(selected, seed, { ...options, runs });
  const found: Found | undefined =
    outcome.verdict === 'violated'
      ? {
          ...selected,
          property: outcome.violation.property,
          minimal: outcome.violation,
          foundIn: outcome.violation.foundIn,
          foundBy: again,
        }
      : undefined;
  const { code, lines } = judge(simulation);
  if (options.json) process.stdout.write(`${JSON.stringify(simulationJson(simulation), null, 1)}\n`);
  else
    process.stdout.write(
      [
        `${colours.bold(selected.job.protocol)} ${boundsText(selected.job.bounds)}`,
        `  random walks, seed ${seed}${found ? '' : '; nothing found is not nothing there'}`,
        ...coverageLines(coverage).map((line) => `  ${line}`),
        '',
        ...(found ? foundLines(found) : []),
        actionTable(coverage),
        ...limitLines(selected.protocol).map((line) => colours.dim(`  ${line}`)),
        '',
        '',
      ].join('\n'),
    );
  const saved = found && save(found, options.save ?? false, context);
  const closing = [
    ...(saved ? [saved.remark] : []),
    `${found ? 'found by' : 'the same again'}: npx tidemark ${here(again, context)}`,
    ...impossibleLines(coverage, simulation.known),
    ...lines,
    nextLine(saved ? (saved.next ?? again) : nextAfterWalks(simulation, options), context),
  ];
  (options.json ? process.stderr : process.stdout).write(`${closing.join('\n')}\n`);
  if (process.stderr.isTTY) {
    const { executedSteps } = coverage;
    process.stderr.write(
      `${plural(executedSteps, 'step')} in ${simulation.seconds.toFixed(1)} s, shrinking included.\n`,
    );
  }
  return code;
}
const actionTable = ({ actions }: CoverageReport): string =>
  columns(
    [
      ['  action', 'taken'],
      ...Object.entries(actions)
        .sort(([a, m], [b, n]) => m - n || a.localeCompare(b))
        .map(([name, times]) => [`  ${name}`, grouped(times)]),
    ],
    ['left', 'right'],
  );

const nothingFound = ({ properties }: Selected): string =>
  Object.values(properties).some(({ kind }) => kind !== 'sometimes')
    ? 'Nothing was found, as is recorded or expected.'
    : 'All that is to be seen was seen. Nothing was asserted.';

/** How what was found compares with what is recorded or expected. */
function judge({ selected, outcome, coverage, known }: Simulation): {
  readonly code: ExitCode;
  readonly lines: readonly string[];
} {
  const recorded = selected.recorded?.properties;
  switch (outcome.verdict) {
    case 'violated': {
      const { property, steps, certificate } = outcome.violation;
      const before = recorded?.get(property);
      if (before?.verdict !== 'violated')
        return {
          code: EXIT.notAsExpected,
          lines: [`${property}: violated, and holds is ${before ? 'recorded' : 'expected'}.`],
        };
      const recordedSteps = before.steps!;
      if (steps.length < recordedSteps || fewestFor(certificate, steps.length) > recordedSteps)
        return {
          code: EXIT.notAsExpected,
          lines: [`${property}: in ${steps.length} steps, and ${recordedSteps} are recorded.`],
        };
      return {
        code: EXIT.asExpected,
        lines: [
          steps.length === recordedSteps
            ? 'That is as it is recorded.'
            : `It is recorded as violated, in ${recordedSteps} steps.`,
        ],
      };
    }
    case 'inconclusive':
      return {
        code: EXIT.unsettled,
        lines: [`Inconclusive. ${missingText(coverage, known)}`],
      };
    case 'unfinished':
      return { code: EXIT.unsettled, lines: ['Unfinished: nothing was found until it was interrupted.'] };
    case 'nothingFound': {
      // What is to be seen and cannot be is for verify a failure too, unless it is recorded.
      const unseen = sortMissing(coverage, known).impossible.filter(
        (name) => name in coverage.witnesses && recorded?.get(name)?.verdict !== 'neverSeen',
      );
      if (unseen.length > 0)
        return {
          code: EXIT.notAsExpected,
          lines: unseen.map((name) => `${name}: never seen, and seen is expected.`),
        };
      const missed = selected.job.properties.filter((name) => recorded?.get(name)?.verdict === 'violated');
      return missed.length === 0
        ? { code: EXIT.asExpected, lines: [nothingFound(selected)] }
        : {
            code: EXIT.unsettled,
            lines: [`Nothing was found, though it is recorded that this is violated: ${missed.join(', ')}.`],
          };
    }
  }
}
