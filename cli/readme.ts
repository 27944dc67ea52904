import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedRun } from './verdicts.js';
import { grouped } from './render.js';

const BEGIN = '<!-- verdicts: written by `npx tidemark verify --rewrite` -->';
const END = '<!-- /verdicts -->';
/** What the matrix shows of a property; the rest is in traces/verdicts.txt. */
const SHOWN = ['strong-isr', 'weak-isr', 'log-matching', 'leader-in-isr'] as const;

/** The verdict matrix as Markdown: a row for each protocol, at the first bounds that are recorded. */
export function verdictMatrix(runs: readonly RecordedRun[]): string {
  const first = runs.filter((run, i) => runs.findIndex(({ protocol }) => protocol === run.protocol) === i);
  const cell = (run: RecordedRun, property: string): string => {
    const found = run.properties.get(property);
    if (found === undefined) return '—';
    return found.steps === null ? found.verdict : `**${found.verdict}, ${found.steps} steps**`;
  };
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(['protocol', ...SHOWN, 'distinct states']),
    row(['---', ...SHOWN.map(() => '---'), '--:']),
    ...first
      .filter((run) => SHOWN.some((property) => run.properties.has(property)))
      .map((run) =>
        row([run.protocol, ...SHOWN.map((property) => cell(run, property)), grouped(run.distinctStates)]),
      ),
  ].join('\n');
}

/** The README with the matrix in the place that is marked for it. */
export function withMatrix(readme: string, runs: readonly RecordedRun[]): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END, begin);
  if (begin < 0 || end < 0) return readme;
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${verdictMatrix(runs)}\n\n${readme.slice(end)}`;
}
export function refreshReadme(root: string, runs: readonly RecordedRun[]): void {
  const path = join(root, 'README.md');
  if (existsSync(path)) writeFileSync(path, withMatrix(readFileSync(path, 'utf8'), runs));
}
