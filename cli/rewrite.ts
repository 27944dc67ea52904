import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from './errors.js';
import { refreshReadme } from './readme.js';
import { scenarioOf, type Context, type Registry } from './registry.js';
import type { Done } from './render.js';
import type { VerifyOptions } from './options.js';
import type { Selected } from './select.js';
import { readTrace, traceFileName, writeTrace } from './traces.js';
import { printVerdicts, readVerdicts, recordOf, sameBounds, VERDICTS } from './verdicts.js';

export const fileOf = ({ job, protocol }: Selected, property: string): string =>
  traceFileName(job.protocol, property, job.bounds, protocol.bounds, job.limits);

/**
 * Whether what will be found can be recorded, which is better known before a long search than after it.
 *
 * @throws InputError for a search with limits, or of an exhibit or a claim, and for a story that cannot be read and would be lost.
 */
export function checkRewrite(
  runs: readonly Selected[],
  options: VerifyOptions,
  { root, registry }: Context,
): void {
  if (options.fingerprints || options.threads > 1)
    throw new InputError(
      '--rewrite records exact counts, and the traces that one thread finds: leave --fingerprints and --threads out.',
    );
  for (const selected of runs) {
    if (Object.keys(selected.job.limits).length > 0)
      throw new InputError(
        '--rewrite records what a protocol does, and not what it does within a --limit: leave one of them out.',
      );
    const scenario = scenarioOf(registry, selected.job.protocol);
    if (scenario) {
      const { entry, is, command } = scenario;
      throw new InputError(
        `What is known of ${is} is written in ${entry.file}: ${command} --rewrite writes its trace.`,
        { next: `${command} ${entry.name} --rewrite` },
      );
    }
    checkStories(selected, root);
  }
}
/** @throws InputError for a trace of a search whose story cannot be read and would be lost. */
export function checkStories(selected: Selected, root: string): void {
  for (const property of selected.job.properties) {
    const file = fileOf(selected, property);
    if (existsSync(join(root, file))) readTrace(file, root);
  }
}

/** Records what was found, and writes the trace of each violation. What there is to say of it, a line each. */
export function rewrite(done: readonly Done[], context: Context): string[] {
  const all = readVerdicts(context.root);
  const remarks: string[] = [];
  for (const { selected, report } of done) {
    const { job } = selected;
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
    remarks.push(...writeTraces({ selected, report }, context));
  }
  if (done.every(({ report }) => !report.complete)) return [...remarks, 'Nothing was written.'];
  const order = context.registry.protocols.map(({ name }) => name);
  all.sort((a, b) => order.indexOf(a.protocol) - order.indexOf(b.protocol));
  writeFileSync(join(context.root, VERDICTS), printVerdicts(all));
  refreshReadme(context.root, all);
  return [...remarks, `${VERDICTS} and the traces are written: read what \`git diff traces\` shows.`];
}

/**
 * Writes the trace of each violation of one search; of an exhibit or a claim a new one has the story that its file tells.
 * What there is to say of others, a line each.
 */
export function writeTraces(
  { selected, report }: Pick<Done, 'selected' | 'report'>,
  { root, registry }: Context,
): string[] {
  const doc = storyOf(selected, registry);
  return report.properties.flatMap(({ name, outcome }) => {
    const file = fileOf(selected, name);
    if (outcome.verdict === 'violated')
      writeTrace(file, root, selected.job, name, outcome.trace, selected.protocol, {
        newStory: doc === '' ? [] : ['', ...doc.split('\n')],
      });
    else if (outcome.verdict !== 'unfinished' && existsSync(join(root, file)))
      return [`${file} shows what is no longer so: remove it, unless its story is still of use.`];
    return [];
  });
}
/** What the file of an exhibit or a claim tells; of what is shipped otherwise it tells nothing. */
function storyOf({ job }: Selected, registry: Registry): string {
  const entry = scenarioOf(registry, job.protocol)?.entry;
  return entry === undefined || ('asShipped' in entry && entry.asShipped === job.protocol) ? '' : entry.doc;
}
/** Writes the traces alone, of exhibits and claims: the rest of what is known of them is written in their files. */
export function rewriteTraces(done: readonly Done[], context: Context): string[] {
  const remarks = done.flatMap((one) => writeTraces(one, context));
  const isWritten = done.some(({ report }) =>
    report.properties.some(({ outcome }) => outcome.verdict === 'violated'),
  );
  return [
    ...remarks,
    isWritten ? 'The traces are written: read what `git diff traces` shows.' : 'Nothing was written.',
  ];
}
