import { ROWS, TITLE } from './exploration.js';
import { inProcess } from './in-process.js';

/** Measures walks at random, each way of walking in a process of its own. */
export function exploration(script: string, bundle: string): void {
  console.log(`${TITLE}\n`);
  for (const row of ROWS) console.log(inProcess(script, bundle, row).trimEnd());
}
export { explorationLine } from './exploration.js';
export { hunt } from './hunt.js';
