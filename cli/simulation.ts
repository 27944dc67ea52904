import type { CampaignOutcome } from '#explore/campaign';
import type { CoverageReport } from '#explore/coverage';
import type { Selected } from './select.js';

/** What a simulation came to. */
export interface Simulation {
  readonly selected: Selected;
  readonly seed: number;
  readonly outcome: CampaignOutcome;
  readonly coverage: CoverageReport;
  readonly seconds: number;
}
