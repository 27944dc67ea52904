import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { alone } from '#cli/alone';
import type { Context } from '#cli/registry';
import type { Job } from '#cli/job';
import type { SimulateMessage } from '#cli/work-simulate';
import type { CampaignOptions } from '#explore/campaign';
import { projectContext } from './searches.js';

/** Campaigns by names, each in a thread of its own as the command line does them, for the tests of one file. */
export function campaigns(): (
  job: Job,
  options: CampaignOptions,
) => Promise<Extract<SimulateMessage, { kind: 'over' }>> {
  let started: Promise<Context> | undefined;
  afterAll(async () => {
    if (started === undefined) return;
    // A test worker that is ended from outside does not clean up by itself.
    rmSync(dirname(fileURLToPath((await started).bundle)), { recursive: true, force: true });
  });
  return async (job, options) => {
    const last = await alone<SimulateMessage>(
      await (started ??= projectContext()),
      { job, say: () => {} },
      (control) => ({ kind: 'simulate', job, options, control }),
      ({ kind }) => kind !== 'progress',
    );
    if (last.kind !== 'over') throw new Error(last.kind);
    return last;
  };
}
