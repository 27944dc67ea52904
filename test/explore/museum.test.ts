import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { exhibitNamed, loadExhibits } from '#cli/exhibits';
import type { CampaignOptions } from '#explore/campaign';
import { EFFORT } from '#explore/effort';
import { BUDGET } from '#explore/minimise';
import { campaigns } from '../support/campaigns.js';
import { registry } from '../support/registry.js';

/** What was lost in Kafka, or diverged, by changes of the leader and of the ISR alone. */
const IDS = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A08', 'A10', 'R01'] as const;
const SEEDS = [0, 1, 2, 3, 4] as const;
/**
 * As `simulate` does it, but for the number of runs: of R01 one in some 400 finds it, and which ones these are changes with
 * every action of the model.
 */
const usual: Omit<CampaignOptions, 'seed'> = { runs: 5000, steps: Infinity, effort: EFFORT, states: BUDGET };

const exhibits = await loadExhibits(registry);
const campaign = campaigns();

describe.concurrent(
  'walks at random find what an exhibit is about, and it shrinks to the fewest steps',
  () => {
    for (const id of IDS) {
      const { entry, exhibit } = exhibitNamed(exhibits, id);
      const { property, flaw } = exhibit;
      const { protocol, steps } = flaw!;
      const job = {
        protocol: entry.name,
        properties: [property],
        bounds: boundsFor(protocol.bounds),
        limits: {},
      };
      it.each(SEEDS)(`${id}: ${property} is violated in ${steps} steps, seed %i`, async (seed) => {
        const { outcome } = await campaign(job, { ...usual, seed });
        if (outcome.verdict !== 'violated') throw new Error(outcome.verdict);
        expect(outcome.violation).toMatchObject({ property, certificate: { kind: 'shortest' } });
        expect(outcome.violation.steps).toHaveLength(steps);
      });
    }
  },
);
