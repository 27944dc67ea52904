import type { Report } from '#checker/outcome';
import type { Claimed, ClaimSide } from './claim-sides.js';
import { worst, type ExitCode } from './errors.js';
import { judge } from './expectation.js';
import type { Done } from './render.js';

/** A side of a claim, and the searches of it: where it breaks, one for each property, since each ends with a violation. */
export interface SideVisit {
  readonly side: ClaimSide;
  readonly done: readonly Done[];
}
/** A claim that was run. */
export interface ClaimVisit extends Claimed {
  readonly sides: readonly SideVisit[];
}
/** What came of one property on one side. */
export interface ClaimRow {
  readonly side: ClaimSide;
  readonly done: Done;
  readonly property: Report['properties'][number];
  readonly code: ExitCode;
}

export const doneOf = ({ sides }: ClaimVisit): Done[] => sides.flatMap(({ done }) => done);
export const codeOf = (visit: ClaimVisit): ExitCode =>
  worst(doneOf(visit).map(({ judgement }) => judgement.code));

export const rowsOf = (visit: ClaimVisit): ClaimRow[] => visit.sides.flatMap(rowsOfSide);
export const rowsOfSide = ({ side, done }: SideVisit): ClaimRow[] =>
  done.flatMap((one) =>
    one.report.properties.map((property) => ({
      side,
      done: one,
      property,
      // Of the others on this side another row says whether they are as expected.
      code: judge({ ...one.report, properties: [property] }, one.selected.recorded).code,
    })),
  );
