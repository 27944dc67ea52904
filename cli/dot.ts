import type { BoundDeclarations, Bounds } from '#checker/bounds';
import { graphOf, type Graph } from '#checker/graph';
import { grouped, plural } from '#checker/words';
import { InputError } from './errors.js';
import { searchAgain } from './again.js';
import type { VerifyOptions } from './options.js';
import { STDOUT, writeOut } from './output.js';
import { quoted } from './quoted.js';
import type { Done } from './render.js';
import type { Selected } from './select.js';

/** A drawing of more states is a black square. */
const MOST_STATES = 1000;

/**
 * What is drawn of one search, before the search is done: what cannot be drawn is said at once.
 *
 * @returns Nothing, where the model fails: the search says on what step.
 * @throws InputError
 */
export function graphToDraw(runs: readonly Selected[], { dot, json }: VerifyOptions): Graph | undefined {
  if (dot === undefined) return undefined;
  const [selected] = runs as [Selected];
  const again = ({ job }: Pick<Selected, 'job'>): string => `${searchAgain(job)} --dot ${quoted(dot)}`;
  if (runs.length > 1)
    throw new InputError(`--dot draws the states of one protocol, and these are ${runs.length}: name one.`, {
      next: again(selected),
    });
  if (dot === STDOUT && json)
    throw new InputError('--dot - and --json both write to standard output: name a file.');
  const { job, protocol } = selected;
  const drawn = (bounds: Bounds): Graph | undefined => graphOf({ protocol, bounds }, MOST_STATES);
  try {
    const graph = drawn(job.bounds);
    if (graph !== undefined) return graph;
    const bounds = lowest(protocol.bounds);
    throw new InputError(
      `${job.protocol} has more than ${grouped(MOST_STATES)} states here, too many to draw: lower a bound, or --limit an action. A trace is drawn by replay --mermaid.`,
      { next: drawn(bounds) ? again({ job: { ...job, bounds } }) : searchAgain(job) },
    );
  } catch (error) {
    if (error instanceof InputError) throw error;
    return undefined;
  }
}
const lowest = (declared: BoundDeclarations): Bounds =>
  Object.fromEntries(Object.entries(declared).map(([name, { from }]) => [name, from]));

/** Writes a state graph for Graphviz, in which the states are marked that violate something. */
export function writeDot(path: string, graph: Graph, { selected, report }: Done): void {
  const marks = new Map<number, string[]>();
  for (const { name, outcome } of report.properties) {
    if (outcome.verdict !== 'violated') continue;
    const number = graph.stateAfter(outcome.trace);
    if (number !== undefined) marks.set(number, [...(marks.get(number) ?? []), name]);
  }
  const nodes = Array.from({ length: graph.states }, (_, number) => {
    const violated = marks.get(number);
    const start = number === 0 ? ['shape=doublecircle'] : [];
    const mark = violated
      ? [`label=${text([String(number), ...violated])}`, 'style=filled', 'fillcolor=tomato']
      : [];
    const attributes = [...start, ...mark];
    return `  ${number}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`;
  });
  const lines = [
    `// ${plural(graph.states, 'state')} of ${searchAgain(selected.job)}: dot -Tsvg, for one.`,
    `digraph ${text([selected.job.protocol])} {`,
    '  node [shape=circle];',
    ...nodes,
    ...graph.steps.map(({ from, to, label }) => `  ${from} -> ${to} [label=${text([label])}];`),
    '}',
  ];
  writeOut(path, `${lines.join('\n')}\n`, 'for it', 'verify');
}
/** Lines as a string of the DOT language. */
const text = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replaceAll(/["\\]/g, '\\$&')).join('\\n')}"`;
