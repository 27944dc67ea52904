import { worst, type ExitCode } from './errors.js';
import type { Catalogued } from './exhibits.js';
import type { Done } from './render.js';

/** An exhibit that was run, and what was found of its sides. */
export interface Visit extends Catalogued {
  readonly flaw: Done | undefined;
  readonly fix: Done;
}
export const sidesOf = ({ flaw, fix }: Visit): Done[] => (flaw ? [flaw, fix] : [fix]);
/** How both sides together compare with what the exhibit says. */
export const codeOf = (visit: Visit): ExitCode =>
  worst(sidesOf(visit).map(({ judgement }) => judgement.code));
