import { optionName, type Bounds } from '#checker/bounds';
import type { Outcome, Report } from '#checker/outcome';
import { explained, violationIn, type Searched } from './explained.js';

const propertyJson = (selected: Searched, { name, kind, outcome }: Report['properties'][number]) => ({
  name,
  kind,
  verdict: outcome.verdict,
  vacuous: outcome.verdict === 'holds' && outcome.vacuous,
  /** How often there was what its `given` asks for; null, if it has none, or nobody counted. */
  asked: 'asked' in outcome ? (outcome.asked ?? null) : null,
  ...traceOf(outcome),
  because: outcome.verdict === 'violated' ? explained(violationIn(selected, name, outcome)) : null,
  ...futureOf(outcome),
});
const traceOf = (outcome: Outcome) =>
  'trace' in outcome ? { steps: outcome.trace.length, trace: outcome.trace } : { steps: null, trace: null };
export const stopName = (by: string): string => (by.startsWith('limit ') ? by : optionName(by));
/** Of a property that asks what can still be reached: what is stuck, or what is undecided. */
const futureOf = (outcome: Outcome) => ({
  ...(outcome.verdict === 'violated' && outcome.stuck && { stuck: outcome.stuck }),
  ...(outcome.verdict === 'unfinished' &&
    outcome.undecided && {
      undecided: { ...outcome.undecided, cutBy: outcome.undecided.cutBy.map(stopName) },
    }),
});

/** Bounds by the names of their options. */
export const boundsJson = (bounds: Bounds) =>
  Object.fromEntries(Object.entries(bounds).map(([name, value]) => [optionName(name), value]));

/** A run as `verify --json` writes it. Depth and steps count steps; `steps` and `trace` are null without a witness,
 * and `because` where nothing is violated. */
export const runJson = (selected: Searched, report: Report, seconds: number) => ({
  protocol: selected.job.protocol,
  bounds: boundsJson(report.bounds),
  limits: selected.protocol.limits ?? {},
  engine: 'breadth-first',
  complete: report.complete,
  why: report.why ?? null,
  distinctStates: report.distinctStates,
  generatedStates: report.generatedStates,
  depth: report.depth,
  seconds,
  terminalStates: report.terminalStates,
  cut: {
    ...report.cut,
    room: report.cut.room.map(({ by, ...rest }) => ({
      by: stopName(by),
      ...rest,
    })),
  },
  collisionProbability: report.collisionProbability,
  actions: report.actions,
  properties: report.properties.map((property) => propertyJson(selected, property)),
});
