import type { Bounds } from '#checker/bounds';
import type { CampaignOutcome } from '#explore/campaign';
import type { CoverageReport } from '#explore/coverage';
import { EFFORT } from '#explore/effort';
import { BUDGET } from '#explore/minimise';
import type { Possible } from '#explore/possible';
import type { Selected } from './select.js';

/** What the command line says of a simulation. */
export interface SimulateOptions {
  readonly property?: readonly string[];
  readonly limit?: readonly string[];
  readonly seed?: number;
  readonly runs: number;
  readonly steps?: number;
  readonly depth: number;
  readonly maxStates: number;
  readonly save?: boolean;
  readonly json?: boolean;
  readonly bounds: Bounds;
}
/** As far as it goes if nothing is said. */
export const USUAL = { runs: 1000, depth: EFFORT.depth, maxStates: BUDGET };

/** What a simulation came to. */
export interface Simulation {
  readonly selected: Selected;
  readonly seed: number;
  readonly outcome: CampaignOutcome;
  readonly coverage: CoverageReport;
  /** What is known of that which never happened, where a search was to tell. */
  readonly known?: Possible | undefined;
  readonly seconds: number;
}
