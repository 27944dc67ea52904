import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundName, type Bounds } from '#checker/bounds';
import type { Report, Verdict } from '#checker/outcome';
import { boundsText } from '#checker/trace-text';
import { grouped } from '#checker/words';
import { InputError } from './errors.js';
import { whyUnreadable } from './traces.js';

/** What `traces/verdicts.txt` records of one property. */
export interface RecordedVerdict {
  readonly verdict: Exclude<Verdict, 'unfinished'>;
  readonly vacuous: boolean;
  /** Steps of a shortest witness; null without one. */
  readonly steps: number | null;
}
/** What is known beforehand of one protocol within some bounds. */
export interface ExpectedRun {
  readonly protocol: string;
  readonly bounds: Bounds;
  readonly distinctStates?: number;
  /** Bounds that may keep no step from happening. */
  readonly free?: readonly string[];
  readonly properties: ReadonlyMap<string, RecordedVerdict>;
  /** Properties that no search of all states settles within these bounds. */
  readonly unsettled?: readonly string[];
}
/** What `traces/verdicts.txt` records of it. */
export interface RecordedRun extends ExpectedRun {
  readonly distinctStates: number;
  readonly generatedStates: number;
  readonly depth: number;
  readonly terminalStates: number;
}

export const VERDICTS = join('traces', 'verdicts.txt');
const HEAD = `# What holds of which protocol, within which bounds. \`npx tidemark verify\` finds it out anew and compares;
# with --rewrite it writes this file. Steps are those of a shortest witness, and there is a trace of each violation.
# What a protocol limits by itself, such as faults, is limited here too: its file, and \`verify\`, say how.
`;
const WORDS = { holds: 'holds', violated: 'violated', seen: 'seen', neverSeen: 'never seen' } as const;

export const sameBounds = (a: Bounds, b: Bounds): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([name, value]) => b[name] === value);

/** What is to be recorded of a search that was finished. */
export function recordOf(protocol: string, report: Report): RecordedRun {
  const { bounds, distinctStates, generatedStates, depth, terminalStates } = report;
  const properties = new Map<string, RecordedVerdict>();
  for (const { name, outcome } of report.properties) {
    if (outcome.verdict === 'unfinished') continue;
    const steps = 'trace' in outcome ? outcome.trace.length : null;
    properties.set(name, {
      verdict: outcome.verdict,
      vacuous: outcome.verdict === 'holds' && outcome.vacuous,
      steps,
    });
  }
  return { protocol, bounds, distinctStates, generatedStates, depth, terminalStates, properties };
}

export function printVerdicts(runs: readonly RecordedRun[]): string {
  return [
    HEAD,
    ...runs.map(
      ({ protocol, bounds, distinctStates, generatedStates, depth, terminalStates, properties }) => {
        const width = Math.max(0, ...[...properties.keys()].map((name) => name.length));
        return [
          `${protocol} ${boundsText(bounds)}`.trimEnd(),
          `  ${grouped(distinctStates)} states, ${grouped(generatedStates)} generated, depth ${depth}, ${grouped(terminalStates)} terminal`,
          ...[...properties].map(([name, verdict]) => `  ${name.padEnd(width)}  ${verdictText(verdict)}`),
          '',
        ].join('\n');
      },
    ),
  ].join('\n');
}

/** A verdict in a few words: a witness has its steps, and what holds may do so vacuously. */
export const verdictText = ({ verdict, vacuous, steps }: RecordedVerdict): string =>
  `${WORDS[verdict]}${vacuous ? ' vacuously' : ''}${steps === null ? '' : ` ${steps}`}`;
const VERDICT = /^(?:(holds)( vacuously)?|(never seen)|(violated|seen) (\d+))$/;
/** A verdict from such words, if they are any. */
export function verdictIn(text: string): RecordedVerdict | undefined {
  const found = VERDICT.exec(text);
  if (!found) return undefined;
  const [, holds, vacuously, neverSeen, witnessed, steps] = found;
  const word = holds ?? neverSeen ?? witnessed;
  return {
    verdict: (Object.keys(WORDS) as (keyof typeof WORDS)[]).find((key) => WORDS[key] === word)!,
    vacuous: vacuously !== undefined,
    steps: steps === undefined ? null : Number(steps),
  };
}

/** The name of a protocol or a property, which is that of its file. */
const NAME = String.raw`((?:[a-z0-9-]|\b\.\b)+)`;
const HEADING = new RegExp(String.raw`^${NAME}((?: --[a-z][a-z0-9-]* \d+)*)$`);
/** A property, and what is said of it. */
const SAID = new RegExp(String.raw`^ {2}${NAME} +(\S.*)$`);
const NUMBER = String.raw`(\d{1,3}(?:,\d{3})*|\d+)`;
const COUNTS = new RegExp(`^ {2}${NUMBER} states, ${NUMBER} generated, depth (\\d+), ${NUMBER} terminal$`);

/** @throws InputError for a line that is none of the above, or says again what was said, and for counts that are missing. */
export function parseVerdicts(text: string, file: string): RecordedRun[] {
  const runs: (Omit<RecordedRun, 'properties'> & { readonly properties: Map<string, RecordedVerdict> })[] =
    [];
  let counted = true;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith('#') || line.trim() === '') continue;
    const fail = (message: string): never => refuse(message, file, i + 1);
    const head = HEADING.exec(line);
    if (head) {
      if (!counted) fail(`the counts of ${runs.at(-1)!.protocol} come before this.`);
      counted = false;
      const options = [...head[2]!.matchAll(/--([a-z0-9-]+) (\d+)/g)];
      const bounds = Object.fromEntries(options.map(([, name, value]) => [boundName(name!), Number(value)]));
      if (Object.keys(bounds).length < options.length) fail('a bound is there twice.');
      if (runs.some((other) => other.protocol === head[1] && sameBounds(other.bounds, bounds)))
        fail(`${line} is recorded above already.`);
      runs.push({
        protocol: head[1]!,
        bounds,
        distinctStates: 0,
        generatedStates: 0,
        depth: 0,
        terminalStates: 0,
        properties: new Map(),
      });
      continue;
    }
    const run = runs.at(-1) ?? fail('a protocol and its bounds come first.');
    const counts = COUNTS.exec(line);
    if (counts) {
      if (counted) fail(`the counts of ${run.protocol} are there already.`);
      counted = true;
      const [distinctStates, generatedStates, depth, terminalStates] = counts
        .slice(1)
        .map((n) => Number(n.replaceAll(',', '')));
      Object.assign(run, { distinctStates, generatedStates, depth, terminalStates });
      continue;
    }
    const [, name, said] = SAID.exec(line) ?? [];
    const verdict =
      (said === undefined ? undefined : verdictIn(said)) ??
      fail(
        `"${line.trim()}" is no verdict: a property holds, holds vacuously, is violated 9, is seen 9 or never seen.`,
      );
    if (!counted) fail(`the counts of ${run.protocol} come before this.`);
    if (run.properties.has(name!)) fail(`${name} is recorded above already.`);
    run.properties.set(name!, verdict);
  }
  if (!counted)
    refuse(
      `the counts of ${runs.at(-1)!.protocol} are missing at the end.`,
      file,
      text.trimEnd().split('\n').length,
    );
  return runs;
}
function refuse(message: string, file: string, line: number): never {
  throw new InputError(`${message} Mend the line, or take the file back from git.`, { file, line });
}

/** What is recorded; nothing, where there is no such file. @throws InputError */
export function readVerdicts(root: string): RecordedRun[] {
  const path = join(root, VERDICTS);
  if (!existsSync(path)) return [];
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(whyUnreadable(error), { file: VERDICTS });
  }
  return parseVerdicts(text, VERDICTS);
}
