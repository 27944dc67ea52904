import colours from 'picocolors';
import type { Report } from '#checker/outcome';
import { plural } from '#checker/words';
import { EXIT, type ExitCode } from './errors.js';
import { explained, reasonLines, stepsToViolation, violationIn } from './explained.js';
import { terminalWidth } from './fitted.js';
import { hanging } from './prose.js';
import type { Registry } from './registry.js';
import { describe, headLines, MARKS, stuckLines, WHY_TEXT, type Done } from './render.js';

export const AS_EXPECTED: Readonly<Record<ExitCode, string>> = {
  [EXIT.asExpected]: colours.green('yes'),
  [EXIT.notAsExpected]: colours.red('no'),
  [EXIT.unsettled]: colours.yellow('unfinished'),
  [EXIT.badInput]: colours.red('no'),
};

/** What a property came to on one side, in few words: red or yellow if it is other than is said of it. */
export function shortly(
  { selected, report }: Done,
  property: Report['properties'][number],
  code: ExitCode,
): string {
  const { outcome } = property;
  const text =
    outcome.verdict === 'holds'
      ? `holds${outcome.vacuous ? ' vacuously' : ''}, ${plural(report.distinctStates, 'state')}`
      : outcome.verdict === 'unfinished'
        ? 'unfinished'
        : outcome.verdict === 'violated'
          ? `violated in ${plural(outcome.trace.length, 'step')}`
          : describe(property, selected.protocol);
  if (code === EXIT.asExpected) return text;
  return code === EXIT.unsettled ? colours.yellow(text) : colours.red(text);
}

/** As wide as the terminal is. */
const fits = (line: string): string => hanging(line, terminalWidth());

/** What was searched of a side, and what came of it. @param isTimed Whether for who watches, who sees how long it took. */
export function sideLines({ selected, report, seconds }: Done, isTimed: boolean): string[] {
  const lines = [
    ...headLines(selected).map((line) => `  ${line}`),
    ...report.properties.map(
      (property) =>
        `  ${MARKS[property.outcome.verdict]}  ${property.name}  ${describe(property, selected.protocol)}`,
    ),
    `     ${plural(report.distinctStates, 'distinct state')}, depth ${report.depth}${isTimed ? `, ${seconds.toFixed(1)} s` : ''}: ${howFar(report)}`,
  ];
  return [...lines.map(fits), ''];
}
const howFar = ({ why }: Report): string =>
  why === undefined ? 'every state that is reachable within these bounds' : WHY_TEXT[why];

/** What a property asks for, in the first sentence of its file. */
const askedFor = (name: string, { properties }: Registry): string[] => {
  const doc = properties.find((entry) => entry.name === name)?.doc ?? '';
  const [sentence] =
    doc
      .split('\n\n')[0]!
      .replaceAll('\n', ' ')
      .match(/^.*?\.(?= |$)/) ?? [];
  return sentence === undefined ? [] : [fits(`  It asks: ${sentence}`)];
};
/** What a property asks for, the steps of its violation, and what each changed. */
export function howViolated({ selected, report }: Done, registry: Registry): string[] {
  return report.properties.flatMap(({ name, outcome }) => {
    if (outcome.verdict !== 'violated') return [];
    const violation = violationIn(selected, name, outcome);
    return [
      `How ${selected.job.protocol} violates ${name}:`,
      ...askedFor(name, registry),
      ...stepsToViolation(violation),
      ...reasonLines(explained(violation)),
      ...stuckLines(outcome, violation.property).map((line) => `  ${line}`),
      '',
    ];
  });
}
