import { existsSync, readFileSync } from 'node:fs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { optionName, type BoundDeclarations, type Bounds } from '#checker/bounds';
import type { TraceStep } from '#checker/trace';
import { parseTrace, printTrace, TraceSyntaxError, type TraceFile } from '#checker/trace-text';
import type { Protocol } from '#checker/protocol';
import { InputError } from './errors.js';
import type { Job } from './job.js';

/** Where the trace of a property lies: bounds that are not the default are a part of the name. */
export function traceFileName(
  protocol: string,
  property: string,
  bounds: Bounds,
  declared: BoundDeclarations,
): string {
  const other = Object.entries(bounds).filter(([name, value]) => declared[name]?.default !== value);
  const suffix = other.map(([name, value]) => `.${optionName(name)}-${value}`).join('');
  return join('traces', protocol, `${property}${suffix}.trace`);
}

/** @throws InputError where there is no such file, or it is no trace. */
export function readTrace(path: string): TraceFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(`it cannot be read: ${(error as Error).message}`, { file: path });
  }
  try {
    return parseTrace(text);
  } catch (error) {
    if (error instanceof TraceSyntaxError)
      throw new InputError(error.message, { file: path, line: error.line });
    throw error;
  }
}

/** Writes a trace; the story that a person told in the file that was there is kept. */
export function writeTrace(
  path: string,
  { protocol: name, bounds, limits }: Job,
  property: string,
  steps: readonly TraceStep[],
  protocol: Protocol,
): void {
  const story = existsSync(path) ? readTrace(path).story : [];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, printTrace({ protocol: name, property, bounds, limits, story, steps }, protocol));
}
