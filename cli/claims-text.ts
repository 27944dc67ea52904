import colours from 'picocolors';
import { plural } from '#checker/words';
import { isShown } from '#scenarios/claim';
import { sidesOfClaim, type Claimed, type ClaimSide } from './claim-sides.js';
import { doneOf, rowsOf, type ClaimVisit } from './claim-visit.js';
import { fittedWidths } from './fitted.js';
import { columns } from './render.js';
import { AS_EXPECTED, howViolated, shortly, sideLines } from './side-text.js';
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
/** @param width Of the terminal, if it is one: what has no place in a line is wrapped. */
export function claimsTable(all: readonly Claimed[], width: number | undefined): ClaimsTable {
  const widths = fittedWidths(
    [
      HEAD.with(0, ' '.repeat(MARGIN - 2)),
      // It may come to more steps than are expected.
      HEAD.map((_, column) => (HEAD[column] === 'found' ? 'violated in 99 steps' : '')),
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
  const row = (cells: readonly string[]): string => columns([cells], LEFT, widths);
  return {
    head: row(HEAD.map((title) => colours.dim(title))),
    rows: (visit) =>
      [
        heading(visit, width),
        ...rowsOf(visit).map(({ side, done, property, code }) =>
          row(['', side.side, side.is, property.name, shortly(done, property, code), AS_EXPECTED[code]]),
        ),
        ...notYet(visit, width),
      ].join('\n'),
  };
}
/** What is expected, as it is printed if it is found. */
const inWords = ({ states = 0 }: ClaimSide, { steps }: RecordedVerdict): string =>
  steps === null ? `holds, ${plural(states, 'state')}` : `violated in ${plural(steps, 'step')}`;

const heading = ({ claim: { id, text } }: Claimed, width: number | undefined): string =>
  besides(colours.bold(id), text, width);
const notYet = ({ claim }: Claimed, width: number | undefined): string[] =>
  isShown(claim) ? [] : [besides('', colours.yellow(`not yet: ${claim.notYet}`), width)];
const besides = (margin: string, text: string, width: number | undefined): string =>
  columns([[margin, text]], LEFT, [MARGIN, width === undefined ? null : Math.max(40, width + 2 - MARGIN)]);

const BEGINS: Readonly<Record<ClaimSide['side'], string>> = {
  holds: 'It holds',
  breaks: 'It breaks',
  'as shipped': 'As Kafka is shipped',
};
/** All there is to tell of a claim. @param width Of the terminal, if it is one; who watches sees how long it took. */
export function claimStory(visit: ClaimVisit, width: number | undefined): string {
  const { entry, claim, sides } = visit;
  const isTimed = width !== undefined;
  return [
    heading(visit, width),
    '',
    ...(isShown(claim) && claim.meaning !== undefined ? [`What is meant: ${claim.meaning}`, ''] : []),
    entry.doc,
    '',
    ...notYet(visit, width),
    ...sides.flatMap(({ side, done }) => [
      `${BEGINS[side.side]}: ${side.is}`,
      ...done.flatMap((one) => sideLines(one, isTimed)),
    ]),
    ...doneOf(visit).flatMap(howViolated),
  ].join('\n');
}
