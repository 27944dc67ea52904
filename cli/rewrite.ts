import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from './errors.js';
import { refreshReadme } from './readme.js';
import type { Context } from './registry.js';
import type { Done } from './render.js';
import type { VerifyOptions } from './options.js';
import type { Selected } from './select.js';
import { readTrace, traceFileName, writeTrace } from './traces.js';
import { printVerdicts, recordOf, sameBounds, VERDICTS, type RecordedRun } from './verdicts.js';

const fileOf = ({ job, protocol }: Selected, property: string): string =>
  traceFileName(job.protocol, property, job.bounds, protocol.bounds);

/**
 * Whether what will be found can be recorded, which is better known before a long search than after it.
 *
 * @throws InputError for a search with limits, and for a trace whose story cannot be read and would be lost.
 */
export function checkRewrite(runs: readonly Selected[], options: VerifyOptions, { root }: Context): void {
  if (options.fingerprints || options.threads > 1)
    throw new InputError(
      '--rewrite records exact counts, and the traces that one thread finds: leave --fingerprints and --threads out.',
    );
  for (const selected of runs) {
    if (Object.keys(selected.job.limits).length > 0)
      throw new InputError(
        '--rewrite records what a protocol does, and not what it does within a --limit: leave one of them out.',
      );
    for (const property of selected.job.properties) {
      const file = fileOf(selected, property);
      if (existsSync(join(root, file))) readTrace(file, root);
    }
  }
}

/** Records what was found, and writes the trace of each violation. What there is to say of it, a line each. */
export function rewrite(done: readonly Done[], records: readonly RecordedRun[], context: Context): string[] {
  const all = [...records];
  const remarks: string[] = [];
  for (const { selected, report } of done) {
    const { job, protocol } = selected;
    if (!report.complete) {
      remarks.push(`${job.protocol} was not finished, and is not recorded.`);
      continue;
    }
    const found = recordOf(job.protocol, report);
    const at = all.findIndex(
      (run) => run.protocol === found.protocol && sameBounds(run.bounds, found.bounds),
    );
    if (at < 0) all.push(found);
    else
      all[at] = {
        ...found,
        properties: new Map(
          [...all[at]!.properties, ...found.properties].toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ),
      };
    for (const { name, outcome } of report.properties) {
      const file = fileOf(selected, name);
      if (outcome.verdict === 'violated') writeTrace(file, context.root, job, name, outcome.trace, protocol);
      else if (existsSync(join(context.root, file)))
        remarks.push(`${file} shows what is no longer so: remove it, unless its story is still of use.`);
    }
  }
  if (done.every(({ report }) => !report.complete)) return [...remarks, 'Nothing was written.'];
  const order = context.registry.protocols.map(({ name }) => name);
  all.sort((a, b) => order.indexOf(a.protocol) - order.indexOf(b.protocol));
  writeFileSync(join(context.root, VERDICTS), printVerdicts(all));
  refreshReadme(context.root, all);
  return [...remarks, `${VERDICTS} and the traces are written: read what \`git diff traces\` shows.`];
}
