import { optionName } from '#checker/bounds';
import { fewestFor } from '#explore/certificate';
import { sortMissing } from '#explore/possible';
import { explained, violationIn } from './explained.js';
import type { Simulation } from './simulation.js';

/** A simulation as `simulate --json` writes it; of what was not violated, `property` and all behind it are null. */
export function simulationJson({ selected, seed, outcome, coverage, known, seconds }: Simulation) {
  const violation = outcome.verdict === 'violated' ? outcome.violation : undefined;
  const { job } = selected;
  return {
    protocol: job.protocol,
    bounds: Object.fromEntries(Object.entries(job.bounds).map(([name, value]) => [optionName(name), value])),
    limits: job.limits,
    seed,
    runs: coverage.runs,
    executedSteps: coverage.executedSteps,
    seconds,
    verdict: outcome.verdict,
    property: violation?.property ?? null,
    /** Of the trace, and as it was found. */
    steps: violation?.steps.length ?? null,
    foundIn: violation?.foundIn ?? null,
    /** Whether it is proven that there is no shorter one, and if not, how long one must be, as far as was searched. */
    certified: violation ? violation.certificate.kind === 'shortest' : null,
    noShorterThan: violation ? fewestFor(violation.certificate, violation.steps.length) : null,
    coverage: {
      actions: coverage.actions,
      witnesses: coverage.witnesses,
      tested: coverage.tested,
      missing: coverage.missing,
      /** Of these, what happens in no state within the bounds: all of them were searched. */
      impossible: sortMissing(coverage, known).impossible,
      abstractStates: coverage.cells,
      saturation: coverage.saturation ?? null,
    },
    trace: violation?.steps ?? null,
    because: violation
      ? explained(violationIn(selected, violation.property, { trace: violation.steps }))
      : null,
  };
}
