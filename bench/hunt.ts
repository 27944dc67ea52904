import { boundsFor, type Bounds } from '#checker/bounds';
import { Campaign } from '#explore/campaign';
import { BUDGET } from '#explore/minimise';
import { EFFORT } from '#explore/effort';
import { mutants } from '../test/mutants/table.js';
import { LARGE } from '../test/mutants/mutant.js';
import * as kafka from '../exports/kafka.js';
import { timed } from './measure.js';

/** Where no exhaustive search goes. */
const FAR: Bounds = { brokers: 5, logSize: 6, records: 6, leaderEpochs: 6 };
const PROPERTY = 'strong-isr';

/**
 * Hunts every mutant that a breadth-first search kills at logs of 3 and 3 records, at bounds where none could: what was
 * found after how many steps, how long the trace was, and how long it is when it was shrunk.
 *
 * @param steps For each seed.
 * @param states That shrinking may keep for each of its searches.
 */
export function hunt(seeds = 5, steps = 1e8, states = BUDGET): void {
  console.log(
    `5 brokers, log size 6, 6 records, leader epochs 6; ${PROPERTY}; ${seeds} seeds of ${steps / 1e6} M steps each; shrinking may keep ${states / 1e6} M states\n`,
  );
  for (const [name, { protocol, property, fates }] of Object.entries(mutants)) {
    const fate = fates[LARGE];
    if (property !== PROPERTY || typeof fate !== 'number') continue;
    console.log(`${name} (${fate} steps at log size 3, 3 records, 3 brokers)`);
    for (let seed = 0; seed < seeds; seed++) {
      const search = {
        protocol,
        properties: { [PROPERTY]: kafka.strongIsr },
        bounds: boundsFor(protocol.bounds, FAR),
      };
      const campaign = new Campaign(search, { seed, runs: Infinity, steps, effort: EFFORT, states });
      const { cpu } = timed(() => {
        while (!campaign.isOver) campaign.advance();
      });
      const { executedSteps } = campaign.progress();
      const { result: outcome, cpu: shrinking } = timed(() => campaign.outcome());
      const did = `  seed ${seed}: ${executedSteps.toLocaleString('en-US').padStart(11)} steps, ${cpu.toFixed(1)} CPU s`;
      if (outcome.verdict !== 'violated') {
        console.log(`${did}: not found`);
        continue;
      }
      const { foundIn, steps: trace, certificate } = outcome.violation;
      const proven =
        certificate.kind === 'shortest' ? 'certified' : `no shorter than ${certificate.noShorterThan}`;
      console.log(`${did}: ${foundIn} -> ${trace.length} steps, ${proven} (${shrinking.toFixed(1)} CPU s)`);
    }
  }
}
