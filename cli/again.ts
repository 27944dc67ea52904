import { boundsText, limitOptions, verifyCommand } from '#checker/trace-text';
import type { Selected } from './select.js';

/** Arguments that do a search again, whatever it was for. */
export const searchAgain = ({ protocol, bounds, limits }: Selected['job']): string =>
  [`verify ${protocol}`, boundsText(bounds), ...limitOptions(limits)].filter((part) => part !== '').join(' ');
/** That for one property. */
export const judgeAgain = (job: Selected['job'], property: string): string =>
  verifyCommand({ ...job, property });
