import colours from 'picocolors';
import { fittedWidths } from './fitted.js';
import { columns } from './columns.js';
import type { Done } from './render.js';
import { prose } from './prose.js';
import { AS_EXPECTED, howViolated, shortly, sideLines } from './side-text.js';
import type { Registry } from './registry.js';
import { codeOf, type Visit } from './visit.js';

/** The column of what is wrapped. */
const TITLE = 1;

/** A row for each exhibit. @param width Of the terminal, if it is one: titles are wrapped to fit. */
export function museumTable(visits: readonly Visit[], width?: number): string {
  const head = ['exhibit', 'what goes wrong', 'property', 'flaw', 'fix', 'as expected'];
  const rows = [
    head.map((title) => colours.dim(title)),
    ...visits.map((visit) => [
      visit.exhibit.id,
      visit.exhibit.title,
      visit.exhibit.property,
      visit.flaw ? inShort(visit.flaw) : '-',
      inShort(visit.fix),
      AS_EXPECTED[codeOf(visit)],
    ]),
  ];
  return columns(
    rows,
    head.map(() => 'left'),
    fittedWidths(rows, TITLE, width),
  );
}
const inShort = (side: Done): string => shortly(side, side.report.properties[0]!, side.judgement.code);

/** All there is to tell of an exhibit. @param width Of the terminal, if it is one: who watches sees how long it took. */
export function narration(
  { entry, exhibit, flaw, fix }: Visit,
  width: number | undefined,
  registry: Registry,
): string {
  const { id, title, source } = exhibit;
  const isTimed = width !== undefined;
  return [
    `${colours.bold(id)}  ${colours.bold(title)}`,
    `     ${colours.dim(source)}`,
    '',
    prose(entry.doc, width),
    '',
    ...(flaw ? [prose(`The flaw: ${exhibit.flaw!.is}`, width), ...sideLines(flaw, isTimed)] : []),
    prose(`${flaw ? 'The fix' : 'There is no flaw, and this must hold'}: ${exhibit.fix.is}`, width),
    ...sideLines(fix, isTimed),
    ...[flaw, fix].flatMap((side) => (side ? howViolated(side, registry) : [])),
  ].join('\n');
}
