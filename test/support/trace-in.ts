import { parseTrace, type TraceFile } from '#checker/trace-text';

/** The first trace in a text that has other things around it, as a message has. @throws Error if there is none. */
export function traceIn(text: string): TraceFile {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.includes('# ') && line.includes(' is violated by '));
  const rule = lines.indexOf('----', first);
  if (first < 0 || rule < 0) throw new Error(`There is no trace in:\n${text}`);
  let end = rule + 1;
  while (/^ *\d+ {2}[a-z]/.test(lines[end] ?? '')) end++;
  const head = lines[first]!.slice(lines[first]!.indexOf('# '));
  return parseTrace([head, ...lines.slice(first + 1, end)].join('\n'));
}

/** What somebody reads of a thing that fails. @throws Error if it does not fail. */
export function messageOf(fails: () => unknown): string {
  try {
    fails();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It did not fail.');
}
