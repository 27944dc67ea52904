import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asError } from '#checker/blame';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import type { Search } from '#checker/search';
import { decides } from '#checker/decides';
import {
  FEWEST,
  parseTrace,
  printTrace,
  traceName,
  type FirstLine,
  type TraceFile,
} from '#checker/trace-text';
import { howShort, traceFileOf, type Shown } from './describe.js';
import { Retracer } from './retracer.js';
import { protocolName, UNNAMED, UNNAMED_PROPERTY } from './search-for.js';

/** Where traces of failures lie until somebody has looked at them; git is told to ignore it. */
export const SAVED = '.tidemark';

/** Writes a violation down, and says where; where that is not possible, why: nothing must hide what was found. */
export function saveTrace(shown: Shown, folder?: string): string {
  const file = traceFileOf(shown);
  const firstLine = { howShort: howShort(shown.certificate) };
  try {
    const { protocol, properties } = shown.search;
    return `saved in ${saveTraceFile(file, protocol, properties[shown.property]!, firstLine, folder)}`;
  } catch (error) {
    return `it could not be saved: ${asError(error).message}`;
  }
}
/** The same of a trace by whatever names. One that lies there, shows the same and is better stays. @returns The path. */
export function saveTraceFile(
  file: TraceFile,
  protocol: Protocol,
  property: Property,
  firstLine: FirstLine,
  folder: string = SAVED,
): string {
  const path = freePath(join(folder, traceName(file, protocol.bounds)), file);
  const before = stepsIn(path);
  const isBetter =
    before &&
    (before.length < file.steps.length ||
      (before.length === file.steps.length && firstLine.howShort !== FEWEST));
  if (isBetter && stillDecides(property, protocol, { ...file, steps: before })) return path;
  mkdirSync(dirname(path), { recursive: true });
  const ignored = join(folder, '.gitignore');
  if (!existsSync(ignored)) writeFileSync(ignored, '*\n');
  writeFileSync(path, printTrace(file, protocol, firstLine));
  return path;
}

/**
 * Things without a name would share a file, and the later would replace the earlier: such a trace lies where none lies,
 * unless it is the same.
 */
function freePath(path: string, { protocol, property, steps }: TraceFile): string {
  if (protocol !== UNNAMED && property !== UNNAMED_PROPERTY) return path;
  const same = JSON.stringify(steps);
  for (let n = 1; ; n++) {
    const one = n === 1 ? path : path.replace(/\.trace$/, `.${n}.trace`);
    if (!existsSync(one) || JSON.stringify(stepsIn(one)) === same) return one;
  }
}
function stepsIn(path: string): TraceFile['steps'] | undefined {
  try {
    return parseTrace(readFileSync(path, 'utf8')).steps;
  } catch {
    return undefined;
  }
}

function stillDecides(property: Property, protocol: Protocol, { bounds, steps }: TraceFile): boolean {
  try {
    return decides(property, protocol, bounds, steps);
  } catch {
    return false;
  }
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
