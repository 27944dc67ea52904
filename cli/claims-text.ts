import colours from 'picocolors';
import { plural } from '#checker/words';
import { isShown } from '#scenarios/claim';
import { sidesOfClaim, type Claimed, type ClaimSide } from './claim-sides.js';
import { doneOf, rowsOfSide, type ClaimVisit } from './claim-visit.js';
import { fittedWidths, GAP, NARROWEST } from './fitted.js';
import { columns } from './columns.js';
import { prose } from './prose.js';
import { AS_EXPECTED, howViolated, shortly, sideLines } from './side-text.js';
import type { Registry } from './registry.js';
import type { RecordedVerdict } from './verdicts.js';

const HEAD = ['', 'side', 'where', 'property', 'found', 'as expected'];
/** The column of what is wrapped. */
const IS = 2;
/** Below the text of a claim, its rows begin where that does. */
const MARGIN = 5;
const LEFT = HEAD.map(() => 'left' as const);

/** A table that is printed claim by claim, each as soon as it and all before it were run. */
export interface ClaimsTable {
  readonly head: string;
  readonly rows: (visit: ClaimVisit) => string;
}
/** @param width Of the terminal, if it is one: what has no place in a line is wrapped, or has a line of its own. */
export function claimsTable(all: readonly Claimed[], width: number | undefined): ClaimsTable {
  const widths = fittedWidths(
    [
      HEAD.with(0, ' '.repeat(MARGIN - GAP)),
      // It may come to more steps than are expected.
      HEAD.map((title) => (title === 'found' ? 'violated in 99 steps' : '')),
      ...all
        .flatMap(sidesOfClaim)
        .flatMap((side) =>
          [...side.expected].map(([name, verdict]) => [
            '',
            side.side,
            side.is,
            name,
            inWords(side, verdict),
            '',
          ]),
        ),
    ],
    IS,
    width,
  );
  const isTight = width !== undefined && widths.reduce((sum, one) => sum + one) > width + GAP;
  const layout = isTight ? inTwo(widths, width) : inOne(widths);
  return {
    head: layout([HEAD.map((title) => colours.dim(title))]),
    rows: (visit) =>
      [
        heading(visit, width),
        ...visit.sides.map((one) =>
          layout(
            rowsOfSide(one).map(({ side, done, property, code }) => [
              '',
              side.side,
              side.is,
              property.name,
              shortly(done, property, code),
              AS_EXPECTED[code],
            ]),
          ),
        ),
        ...notYet(visit, width),
      ].join('\n'),
  };
}
/** Lays out the rows of one side. */
type Layout = (rows: readonly (readonly string[])[]) => string;
const inOne =
  (widths: readonly number[]): Layout =>
  (rows) =>
    columns(rows, LEFT, widths);
/** What is so there on a line of its own, and below it what came of each property. */
const inTwo =
  (widths: readonly number[], width: number): Layout =>
  (rows) => {
    const before = widths[0]! + widths[1]!;
    return [
      columns([rows[0]!.slice(0, IS + 1)], LEFT, [
        ...widths.slice(0, IS),
        Math.max(NARROWEST, width + GAP - before),
      ]),
      columns(
        rows.map((row) => ['', ...row.slice(IS + 1)]),
        LEFT,
        [MARGIN + GAP, ...widths.slice(IS + 1)],
      ),
    ].join('\n');
  };
/** What is expected, as it is printed if it is found. */
const inWords = ({ states = 0 }: ClaimSide, { steps }: RecordedVerdict): string =>
  steps === null ? `holds, ${plural(states, 'state')}` : `violated in ${plural(steps, 'step')}`;

const heading = ({ claim: { id, text } }: Claimed, width: number | undefined): string =>
  besides(colours.bold(id), text, width);
const notYet = ({ claim }: Claimed, width: number | undefined): string[] =>
  isShown(claim) ? [] : [besides('', colours.yellow(`not yet: ${claim.notYet}`), width)];
const besides = (margin: string, text: string, width: number | undefined): string =>
  columns([[margin, text]], LEFT, [
    MARGIN,
    width === undefined ? null : Math.max(NARROWEST, width + GAP - MARGIN),
  ]);

/** As wide as the stories of files are, or as the terminal is. */
const STORY = 120;
const wrapped = (text: string, width: number = STORY): string =>
  columns([[text]], LEFT, [Math.max(NARROWEST, Math.min(width, STORY)) + GAP]);

const BEGINS: Readonly<Record<ClaimSide['side'], string>> = {
  holds: 'It holds',
  breaks: 'It breaks',
  'as shipped': 'As Kafka is shipped',
};
/** All there is to tell of a claim. @param width Of the terminal, if it is one; who watches sees how long it took. */
export function claimStory(visit: ClaimVisit, width: number | undefined, registry: Registry): string {
  const { entry, claim, sides } = visit;
  const isTimed = width !== undefined;
  return [
    heading(visit, width),
    '',
    ...(isShown(claim) && claim.meaning !== undefined
      ? [wrapped(`What is meant: ${claim.meaning}`, width), '']
      : []),
    prose(entry.doc, width),
    '',
    ...notYet(visit, width),
    ...sides.flatMap(({ side, done }) => [
      prose(`${BEGINS[side.side]}: ${side.is}`, width),
      ...done.flatMap((one) => sideLines(one, isTimed)),
    ]),
    ...doneOf(visit).flatMap((one) => howViolated(one, registry)),
  ].join('\n');
}
