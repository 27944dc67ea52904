import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bounds } from '#checker/bounds';
import { grouped } from '#checker/words';
import { sameBounds, type RecordedRun, type RecordedVerdict } from './verdicts.js';

const BEGIN = '<!-- verdicts: written by `npx tidemark verify --rewrite` -->';
const END = '<!-- /verdicts -->';
/** What the matrix shows, and within which bounds; the rest is in traces/verdicts.txt. */
const USUAL: Bounds = { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 };
const SHOWN: readonly { readonly property: string; readonly bounds: Bounds }[] = [
  { property: 'strong-isr', bounds: USUAL },
  { property: 'weak-isr', bounds: USUAL },
  { property: 'log-epochs-monotone', bounds: USUAL },
  { property: 'log-matching', bounds: { ...USUAL, brokers: 2, records: 3 } },
];
/** In the order in which one improved on the other; what is not here is not shown. */
const HISTORY = [
  'truncate-to-high-watermark',
  'kip-101',
  'kip-101-own-end',
  'kip-279',
  'kip-320-first-try',
  'kip-320',
  'kip-320-start-offset',
];

/** The verdict matrix as Markdown: a row for each protocol of the published kind. */
export function verdictMatrix(runs: readonly RecordedRun[]): string {
  const runOf = (protocol: string, bounds: Bounds): RecordedRun | undefined =>
    runs.find((run) => run.protocol === protocol && sameBounds(run.bounds, bounds));
  const cell = (found: RecordedVerdict | undefined): string => {
    if (found === undefined) return '—';
    return found.steps === null ? found.verdict : `**${found.verdict}, ${found.steps} steps**`;
  };
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(['protocol', ...SHOWN.map(({ property }) => property), 'distinct states']),
    row(['---', ...SHOWN.map(() => '---'), '--:']),
    ...HISTORY.flatMap((protocol) => {
      const usual = runOf(protocol, USUAL);
      if (usual === undefined) return [];
      const cells = SHOWN.map(({ property, bounds }) =>
        cell(runOf(protocol, bounds)?.properties.get(property)),
      );
      return [row([protocol, ...cells, grouped(usual.distinctStates)])];
    }),
  ].join('\n');
}

/** The README with a text in the place that two lines mark for it; without them it stays as it is. */
export function withBlock(readme: string, beginning: string, ending: string, text: string): string {
  const begin = readme.indexOf(beginning);
  const end = readme.indexOf(ending, begin);
  if (begin < 0 || end < 0) return readme;
  return `${readme.slice(0, begin + beginning.length)}\n\n${text}\n\n${readme.slice(end)}`;
}
export const withMatrix = (readme: string, runs: readonly RecordedRun[]): string =>
  withBlock(readme, BEGIN, END, verdictMatrix(runs));
export function refreshReadme(root: string, runs: readonly RecordedRun[]): void {
  const path = join(root, 'README.md');
  if (existsSync(path)) writeFileSync(path, withMatrix(readFileSync(path, 'utf8'), runs));
}
