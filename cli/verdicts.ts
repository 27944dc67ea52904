import type { Bounds } from '#checker/bounds';
import type { Report, Verdict } from '#checker/outcome';
import { boundsText } from '#checker/trace-text';
import { InputError } from './errors.js';

/** What `traces/verdicts.txt` records of one property. */
export interface RecordedVerdict {
  readonly verdict: Exclude<Verdict, 'unfinished'>;
  readonly vacuous: boolean;
  /** Steps of a shortest witness; null without one. */
  readonly steps: number | null;
}
/** What it records of one protocol within some bounds. */
export interface RecordedRun {
  readonly protocol: string;
  readonly bounds: Bounds;
  readonly distinctStates: number;
  readonly generatedStates: number;
  readonly depth: number;
  readonly terminalStates: number;
  readonly properties: ReadonlyMap<string, RecordedVerdict>;
}

const HEAD = `# What holds of which protocol, within which bounds. \`npx tidemark verify\` finds it out anew and compares;
# with --rewrite it writes this file. Steps are those of a shortest witness, and there is a trace of each violation.
`;
const grouped = (n: number): string => n.toLocaleString('en-US');
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
          `${protocol} ${boundsText(bounds)}`,
          `  ${grouped(distinctStates)} states, ${grouped(generatedStates)} generated, depth ${depth}, ${grouped(terminalStates)} terminal`,
          ...[...properties].map(
            ([name, { verdict, vacuous, steps }]) =>
              `  ${name.padEnd(width)}  ${WORDS[verdict]}${vacuous ? ' vacuously' : ''}${steps === null ? '' : ` ${steps}`}`,
          ),
          '',
        ].join('\n');
      },
    ),
  ].join('\n');
}

/** @throws InputError for a line that is none of the above. */
export function parseVerdicts(text: string, file: string): RecordedRun[] {
  const runs: (Omit<RecordedRun, 'properties'> & { readonly properties: Map<string, RecordedVerdict> })[] =
    [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith('#') || line.trim() === '') continue;
    const fail = (message: string): never => {
      throw new InputError(message, { file, line: i + 1 });
    };
    const head = /^([a-z0-9-]+)((?: --[a-z-]+ \d+)*)$/.exec(line);
    if (head) {
      const options = [...head[2]!.matchAll(/--([a-z-]+) (\d+)/g)];
      const bounds = Object.fromEntries(
        options.map(([, name, value]) => [
          name!.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
          Number(value),
        ]),
      );
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
    const counts = /^ {2}([\d,]+) states, ([\d,]+) generated, depth (\d+), ([\d,]+) terminal$/.exec(line);
    if (counts) {
      const [distinctStates, generatedStates, depth, terminalStates] = counts
        .slice(1)
        .map((n) => Number(n.replaceAll(',', '')));
      Object.assign(run, { distinctStates, generatedStates, depth, terminalStates });
      continue;
    }
    const row =
      /^ {2}([a-z0-9-]+) +(holds|violated|seen|never seen)( vacuously)?(?: (\d+))?$/.exec(line) ??
      fail(`"${line.trim()}" is no verdict.`);
    const verdict = (Object.keys(WORDS) as (keyof typeof WORDS)[]).find((key) => WORDS[key] === row[2])!;
    run.properties.set(row[1]!, {
      verdict,
      vacuous: row[3] !== undefined,
      steps: row[4] === undefined ? null : Number(row[4]),
    });
  }
  return runs;
}
