import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Protocol } from '#checker/protocol';
import type { Search } from '#checker/search';
import { parseTrace, printTrace, traceName, type FirstLine, type TraceFile } from '#checker/trace-text';
import { howShort, traceFileOf, type Shown } from './describe.js';
import { Retracer } from './retracer.js';
import { protocolName } from './search-for.js';

/** Where traces of failures lie until somebody has looked at them; git is told to ignore it. */
export const SAVED = '.tidemark';

/** Writes a violation down. @returns The path of the file. */
export const saveTrace = (shown: Shown, folder?: string): string =>
  saveTraceFile(traceFileOf(shown), shown.search.protocol, { howShort: howShort(shown.certificate) }, folder);
/** The same of a trace by whatever names. */
export function saveTraceFile(
  file: TraceFile,
  protocol: Protocol,
  firstLine: FirstLine,
  folder: string = SAVED,
): string {
  const path = join(folder, traceName(file, protocol.bounds));
  mkdirSync(dirname(path), { recursive: true });
  const ignored = join(folder, '.gitignore');
  if (!existsSync(ignored)) writeFileSync(ignored, '*\n');
  writeFileSync(path, printTrace(file, protocol, firstLine));
  return path;
}

/** A violation that was saved, and is one still. */
export interface StillViolated {
  readonly path: string;
  readonly property: string;
  readonly steps: Shown['steps'];
}
/**
 * The first saved trace of this protocol and these bounds that still violates one of the properties. One that cannot be
 * read, or shows nothing any more, is of no more use and does no harm.
 */
export function firstStillViolated(
  search: Search,
  asserted: readonly string[],
  folder: string = SAVED,
): StillViolated | undefined {
  const own = join(folder, protocolName(search.protocol));
  if (!existsSync(own)) return undefined;
  const retracer = new Retracer(search, asserted);
  for (const name of readdirSync(own).sort()) {
    if (!name.endsWith('.trace')) continue;
    const path = join(own, name);
    try {
      const { bounds, steps: saved } = parseTrace(readFileSync(path, 'utf8'));
      if (Object.entries(bounds).some(([bound, value]) => search.bounds[bound] !== value)) continue;
      const { steps, decided } = retracer.retrace(saved);
      if (decided !== undefined) return { path, property: decided, steps };
    } catch {
      continue;
    }
  }
  return undefined;
}
