import type { TraceStep } from '#checker/trace';
import { Campaign, type CampaignOptions, type CampaignOutcome } from '#explore/campaign';
import type { CoverageReport } from '#explore/coverage';
import { isToBeSearched, searchForMissing, settled, type Possible } from '#explore/possible';
import { failureIn, type ThreadFailure } from './alone.js';
import { searchOf, type Job } from './job.js';
import type { Registry } from './registry.js';

export interface SimulateTask {
  readonly kind: 'simulate';
  readonly job: Job;
  readonly options: CampaignOptions;
  /** Not zero, once somebody waits for the end of it. */
  readonly control: Int32Array;
}
export type SimulateMessage =
  | {
      readonly kind: 'progress';
      readonly coverage: CoverageReport;
      /** A violation that is being shrunk. */
      readonly found?: { readonly property: string; readonly steps: readonly TraceStep[] } | undefined;
    }
  | {
      readonly kind: 'over';
      readonly outcome: CampaignOutcome;
      readonly coverage: CoverageReport;
      /** What is known of that which never happened, where a search was to tell. */
      readonly known?: Possible | undefined;
      readonly seconds: number;
    }
  | ThreadFailure;

/** Milliseconds between two words of how far it is. */
const EVERY = 100;

/** Does runs until one finds a violation, a budget is used up, or somebody waits for the end of it. */
export async function simulateInThread(
  { job, options, control }: SimulateTask,
  registry: Registry,
  tell: (message: SimulateMessage) => void,
): Promise<SimulateMessage> {
  const isStopped = (): boolean => Atomics.load(control, 0) !== 0;
  try {
    const search = await searchOf(job, registry);
    const begun = performance.now();
    const campaign = new Campaign(search, options);
    let told = begun;
    while (!campaign.isOver && !isStopped()) {
      campaign.advance();
      if (performance.now() - told < EVERY) continue;
      told = performance.now();
      tell({ kind: 'progress', coverage: campaign.progress() });
    }
    const coverage = campaign.progress();
    tell({ kind: 'progress', coverage, found: campaign.found });
    const walked = campaign.outcome(isStopped);
    const known = isToBeSearched(walked, coverage)
      ? searchForMissing(search, coverage, { states: options.states, isStopped })
      : undefined;
    const outcome = settled(walked, coverage, known);
    return { kind: 'over', outcome, coverage, known, seconds: (performance.now() - begun) / 1e3 };
  } catch (error) {
    return failureIn(error);
  }
}
