import colours from 'picocolors';
import { stripVTControlCharacters } from 'node:util';
import type { Report } from '#checker/outcome';
import { plural } from '#checker/words';
import { EXIT, type ExitCode } from './errors.js';
import { narrated } from './narration.js';
import { columns, describe, headLines, MARKS, WHY_TEXT, type Done } from './render.js';
import { codeOf, type Visit } from './visit.js';

/** A title is wrapped, but to no less than this. */
const NARROWEST = 24;
const TITLE = 1;
const GAP = 2;
const AS_EXPECTED: Readonly<Record<ExitCode, string>> = {
  [EXIT.asExpected]: colours.green('yes'),
  [EXIT.notAsExpected]: colours.red('no'),
  [EXIT.unsettled]: colours.yellow('unfinished'),
  [EXIT.badInput]: colours.red('no'),
};

/** A row for each exhibit. @param width Of the terminal, if it is one: titles are wrapped to fit. */
export function museumTable(visits: readonly Visit[], width?: number): string {
  const head = ['exhibit', 'what goes wrong', 'property', 'flaw', 'fix', 'as expected'];
  const rows = [
    head.map((title) => colours.dim(title)),
    ...visits.map((visit) => [
      visit.exhibit.id,
      visit.exhibit.title,
      visit.exhibit.property,
      visit.flaw ? shortly(visit.flaw) : '-',
      shortly(visit.fix),
      AS_EXPECTED[codeOf(visit)],
    ]),
  ];
  const widest = (column: number): number =>
    Math.max(...rows.map((row) => stripVTControlCharacters(row[column]!).length)) + GAP;
  const rest = head.reduce((sum, _, column) => (column === TITLE ? sum : sum + widest(column)), 0);
  // Behind the last column there is no gap.
  const title = width === undefined ? null : Math.min(widest(TITLE), Math.max(NARROWEST, width + GAP - rest));
  return columns(
    rows,
    head.map(() => 'left'),
    head.map((_, column) => (column === TITLE ? title : null)),
  );
}
/** What a side came to, red or yellow if it is other than the exhibit says. */
function shortly({ selected, report, judgement }: Done): string {
  const property = report.properties[0]!;
  const { outcome } = property;
  const text =
    outcome.verdict === 'holds'
      ? `holds${outcome.vacuous ? ' vacuously' : ''}, ${plural(report.distinctStates, 'state')}`
      : outcome.verdict === 'unfinished'
        ? 'unfinished'
        : describe(property, selected.protocol);
  if (judgement.code === EXIT.asExpected) return text;
  return judgement.code === EXIT.unsettled ? colours.yellow(text) : colours.red(text);
}

/** All there is to tell of an exhibit. @param isTimed Whether for who watches, who sees how long it took. */
export function narration({ entry, exhibit, flaw, fix }: Visit, isTimed: boolean): string {
  const { id, title, source } = exhibit;
  return [
    `${colours.bold(id)}  ${colours.bold(title)}`,
    `     ${colours.dim(source)}`,
    '',
    entry.doc,
    '',
    ...(flaw ? [`The flaw: ${exhibit.flaw!.is}`, ...sideLines(flaw, isTimed)] : []),
    `${flaw ? 'The fix' : 'There is no flaw, and this must hold'}: ${exhibit.fix.is}`,
    ...sideLines(fix, isTimed),
    ...[flaw, fix].flatMap((side) => (side ? howViolated(side) : [])),
  ].join('\n');
}
function sideLines({ selected, report, seconds }: Done, isTimed: boolean): string[] {
  const property = report.properties[0]!;
  return [
    ...headLines(selected).map((line) => `  ${line}`),
    `  ${MARKS[property.outcome.verdict]}  ${property.name}  ${describe(property, selected.protocol)}`,
    `     ${plural(report.distinctStates, 'distinct state')}, depth ${report.depth}${isTimed ? `, ${seconds.toFixed(1)} s` : ''}: ${howFar(report)}`,
    '',
  ];
}
const howFar = ({ why }: Report): string =>
  why === undefined ? 'every state that is reachable within these bounds' : WHY_TEXT[why];
/** The steps of a violation, and what each changed. */
function howViolated({ selected: { job, protocol }, report }: Done): string[] {
  return report.properties.flatMap(({ name, outcome }) =>
    outcome.verdict === 'violated'
      ? [`How ${job.protocol} violates ${name}:`, ...narrated(protocol, job.bounds, outcome.trace), '']
      : [],
  );
}
