import { stripVTControlCharacters } from 'node:util';
import colours from 'picocolors';
import { optionName } from '#checker/bounds';
import type { Stuck } from '#checker/futures';
import type { Outcome, Report, Violated } from '#checker/outcome';
import type { Property } from '#checker/property';
import { kindOf } from '#checker/protocol';
import { boundsText, limitOptions } from '#checker/trace-text';
import type { Why } from '#checker/search';
import type { Terminal } from '#checker/terminal';
import { grouped, plural } from '#checker/words';
import { columns } from './columns.js';
import { explained, reasonLines, stepsToViolation, violationIn } from './explained.js';
import { ruledOut } from './never.js';
import type { Selected } from './select.js';
import { onRequestOnly } from './on-request.js';
import type { Judgement } from './expectation.js';

/** A search that was done: what was asked, what was found, and how that compares. */
export interface Done {
  readonly selected: Selected;
  readonly report: Report;
  readonly judgement: Judgement;
  readonly seconds: number;
  /** A shortest way to a state from which no step is possible, if that was asked for and there is one. */
  readonly terminal?: Terminal | undefined;
}

export const WHY_TEXT: Readonly<Record<Why, string>> = {
  states: 'it knew as many states as --max-states allows',
  depth: 'it had taken as many steps as --max-depth allows',
  'first violation': 'it stopped at the first violation',
  memory: 'it had no more memory',
  time: 'its time was over',
  interrupted: 'it was interrupted',
  failed: 'the model failed',
  undecided: 'a bound or a limit kept steps from being taken that might lead there',
};
/** What to do to let a search go further. */
export const WHY_REMEDY: Readonly<Record<Why, string>> = {
  states: 'raise --max-states',
  depth: 'raise --max-depth',
  'first violation': 'leave out --stop-at-first',
  memory: 'add --fingerprints, raise --memory, or lower a bound',
  time: 'raise --time',
  interrupted: 'run it again',
  failed: 'mend the model',
  undecided: 'raise the bounds and limits that cut it short',
};

/** What cut steps off, by its name in a report: a bound, a limit, or all constraints. */
export const cutText = (by: string): string =>
  by === 'within'
    ? 'a constraint'
    : by.startsWith('limit ')
      ? `the ${by.replace(' ', ' on ')}`
      : `--${optionName(by)}`;

/** What was found of a property. */
export function describe(
  { kind, outcome }: Report['properties'][number],
  protocol: Selected['protocol'],
): string {
  switch (outcome.verdict) {
    case 'holds': {
      const within = protocol.constraints ? ` within ${Object.keys(protocol.constraints).join(', ')}` : '';
      if (outcome.vacuous) return `holds${within}, vacuously: what it speaks of never happened`;
      return `holds${within}${outcome.asked === undefined ? '' : ` (put to the test ${plural(outcome.asked, 'time')})`}`;
    }
    case 'violated':
      return `violated in ${plural(outcome.trace.length, 'step')}${outcome.stuck ? ', after which it can no longer come about' : ''}`;
    case 'seen':
      return `seen in ${plural(outcome.trace.length, 'step')}`;
    case 'neverSeen':
      return 'never seen';
    case 'unfinished':
      if (outcome.undecided) {
        const { states, cutBy } = outcome.undecided;
        return `unfinished: of ${plural(states, 'state')} it is open whether it can still come about, since ${cutBy.map(cutText).join(', ')} cut steps off`;
      }
      if (kind === 'recoverable') return `unfinished: ${WHY_TEXT[outcome.why]}`;
      return `unfinished: ${kind === 'sometimes' ? 'not seen' : 'no violation'} in ${plural(outcome.depth, 'step')}, where ${WHY_TEXT[outcome.why]}`;
  }
}
export const MARKS: Readonly<Record<Outcome['verdict'], string>> = {
  holds: colours.green('✓'),
  seen: colours.green('✓'),
  violated: colours.red('✗'),
  neverSeen: colours.red('✗'),
  unfinished: colours.yellow('?'),
};

/** What is stuck behind a violation, of a property that asks what can still be reached. */
export function stuckLines({ stuck }: Violated, property: Property | undefined): string[] {
  if (stuck === undefined) return [];
  return [
    stuckText(stuck, property),
    `In all, ${plural(stuck.of, 'state is', 'states are')} stuck like this.`,
  ];
}
export function stuckText({ states, which }: Stuck, property: Property | undefined): string {
  const { kinds = ['protocol', 'heal'], refuses = {} } = property?.kind === 'recoverable' ? property.by : {};
  const left = Object.keys(refuses);
  const steps = `${kinds.join(' and ')} steps${left.length === 0 ? '' : `, but for those of ${left.join(', ')} that do not count`}`;
  const asked = which === undefined ? '' : ` asked of number ${which},`;
  return `From there,${asked} ${plural(states, 'state')} can still be reached by ${steps}: in none of them is it so.`;
}

/** How a search knows what it says. */
function engine(report: Report): string {
  const how =
    report.collisionProbability > 0
      ? `64-bit fingerprints: the chance that two states shared one is ${chance(report.collisionProbability)}`
      : 'exact states';
  return report.complete
    ? `breadth-first, exhaustive within the bounds, ${how}`
    : `breadth-first, not exhaustive: ${WHY_TEXT[report.why!]}; ${how}`;
}
const chance = (probability: number): string =>
  probability >= 0.5
    ? `${(100 * probability).toFixed(0)} %`
    : `one in ${grouped(Math.round(1 / probability))}`;

/** The limits that a protocol comes with, but for those that were asked for: nothing, if it comes with none. */
export function limitsText({ limits = {} }: Selected['protocol'], asked: Selected['job']['limits']): string {
  const own = Object.entries(limits).filter(([action]) => !(action in asked));
  const some = own.filter(([, most]) => most > 0).map(([action, most]) => `${most} ${action}`);
  const none = own.filter(([, most]) => most === 0).map(([action]) => action);
  return [
    ...(some.length > 0 ? [`at most ${some.join(', ')}`] : []),
    ...(none.length > 0 ? [`no ${none.join(', ')}`] : []),
  ].join('; ');
}
/** What was searched, as arguments, and below the limits that the protocol comes with, if it does with any. */
export function headLines({ job, protocol }: Selected): string[] {
  const limits = limitsText(protocol, job.limits);
  return [
    [colours.bold(job.protocol), boundsText(job.bounds), ...limitOptions(job.limits)].join(' '),
    ...(limits === '' ? [] : [`  ${limits}`]),
  ];
}

/** Why a property is violated, below its verdict. */
const whyLines = (selected: Selected, name: string, outcome: Violated): string[] => [
  ...reasonLines(explained(violationIn(selected, name, outcome))).map((line) => `   ${line}`),
  ...stuckLines(outcome, selected.properties[name]).map((line) => `     ${line}`),
];

/** All there is to say of one search, without what depends on the machine. */
export function fullReport({ selected, report }: Done): string {
  const { protocol } = selected;
  const { outDegree, cut } = report;
  const verdicts = columns(
    report.properties.map((property) => [
      `  ${MARKS[property.outcome.verdict]}`,
      property.name,
      describe(property, protocol),
    ]),
  ).split('\n');
  const never = ruledOut(protocol);
  const actions = report.actions
    .filter(({ name }) => !never.includes(name))
    .sort((a, b) => a.generated - b.generated || a.name.localeCompare(b.name));
  const inVain = Object.entries(selected.job.limits).flatMap(([name, most]) => {
    const isCut = cut.room.some(({ by }) => by === `limit ${name}`);
    const isTaken = actions.some((action) => action.name === name && action.generated > 0);
    return most > 0 && !isCut && !isTaken ? [name] : [];
  });
  const bites = [
    // Of a fault that is limited to no times, the head says so.
    ...cut.room
      .filter(
        ({ by, action }) =>
          by !== `limit ${action}` || protocol.limits?.[action] !== 0 || kindOf(protocol, action) !== 'fault',
      )
      .map(
        ({ by, action, times }) => `${cutText(by)} kept ${action} from happening ${plural(times, 'time')}`,
      ),
    ...cut.constraints.map(({ name, alone }) => `${name} alone excluded ${plural(alone, 'step')}`),
    ...(report.complete ? inVain.map((name) => `${name} was allowed, and never possible`) : []),
    ...(cut.constraints.length > 0
      ? [`all constraints together excluded ${plural(cut.outside, 'step')}`]
      : []),
  ];
  return [
    ...headLines(selected),
    `  ${plural(report.distinctStates, 'distinct state')}, ${grouped(report.generatedStates)} generated, depth ${report.depth}`,
    `  ${plural(report.terminalStates, 'terminal state')}; from a state ${outDegree.mean.toFixed(2)} steps on average, ${outDegree.most} at most`,
    `  ${engine(report)}`,
    '',
    ...(report.properties.length === 0 ? [`  No property speaks of it${onRequestOnly([selected])}.`] : []),
    ...report.properties.flatMap(({ name, outcome }, i) => [
      verdicts[i]!,
      ...(outcome.verdict === 'violated' ? whyLines(selected, name, outcome) : []),
    ]),
    '',
    ...report.properties.flatMap(({ name, outcome }) =>
      outcome.verdict === 'violated' && selected.recorded?.properties.get(name)?.verdict !== 'violated'
        ? [
            `  how ${name} is violated:`,
            ...stepsToViolation(violationIn(selected, name, outcome)).map((line) => `  ${line}`),
            '',
          ]
        : [],
    ),
    columns(
      [
        ['  action', 'kind', 'taken', 'new states'],
        ...actions.map(({ name, kind, generated, distinct }) => [
          `  ${name}`,
          kind,
          grouped(generated),
          grouped(distinct),
        ]),
      ],
      ['left', 'left', 'right', 'right'],
    ),
    ...(bites.length > 0 ? ['', ...bites.map((bite) => `  ${bite}`)] : []),
    '',
  ].join('\n');
}

/**
 * One row for each search.
 *
 * @param width Of the terminal, if it is one: where a row does not fit, what is not as it should be has lines of its own.
 */
export function matrix(done: readonly Done[], width?: number): string {
  const list = (report: Report, verdict: Outcome['verdict']): string[] =>
    report.properties.flatMap(({ name, outcome }) =>
      outcome.verdict === verdict ? [`${name}${'trace' in outcome ? ` ${outcome.trace.length}` : ''}`] : [],
    );
  const rows = done.map(({ selected, report }) => {
    const count = (verdict: Outcome['verdict']): number => list(report, verdict).length;
    const open = [
      ...list(report, 'neverSeen').map((name) => `${name} never seen`),
      ...list(report, 'unfinished').map((name) => `${name} unfinished`),
    ];
    const broken = [
      ...list(report, 'violated').map((text) => colours.red(text)),
      ...open.map((text) => colours.yellow(text)),
    ];
    return [
      selected.job.protocol,
      grouped(report.distinctStates),
      report.depth,
      `${count('holds')} hold, ${count('seen')} seen`,
      broken.join('\n') || colours.green('-'),
    ];
  });
  const all = [
    ['protocol', 'states', 'depth', 'as it should be', 'violated, in steps'].map((title) =>
      colours.dim(title),
    ),
    ...rows,
  ];
  const align = ['left', 'right', 'right', 'left', 'left'] as const;
  const whole = columns(all, align);
  if (whole.split('\n').every((line) => stripVTControlCharacters(line).length <= (width ?? Infinity)))
    return whole;
  const short = columns(
    all.map((row) => row.slice(0, -1)),
    align,
  ).split('\n');
  return short
    .flatMap((line, i) => [
      line,
      ...String(all[i]!.at(-1))
        .split('\n')
        .map((text) => `    ${text}`),
    ])
    .join('\n');
}
