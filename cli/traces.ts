import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BoundDeclarations, Bounds } from '#checker/bounds';
import type { TraceStep } from '#checker/trace';
import {
  asTrace,
  parseTrace,
  parseTraceOrWalk,
  printTrace,
  traceName,
  TraceSyntaxError,
  type FirstLine,
  type TraceFile,
  type WalkFile,
} from '#checker/trace-text';
import { isItf, parseItf, type ItfFile } from '#checker/itf';
import type { Protocol } from '#checker/protocol';
import { InputError } from './errors.js';
import { quoted } from './quoted.js';
import type { Job } from './job.js';

/** Where the golden trace of a property lies. */
export const traceFileName = (
  protocol: string,
  property: string,
  bounds: Bounds,
  declared: BoundDeclarations,
  limits: Job['limits'] = {},
): string => join('traces', traceName({ protocol, property, bounds, limits }, declared));

/** Where something lies: its text, and the line of its command, for what that asks for may not be there. */
interface Located {
  readonly text: string;
  readonly line: number;
  /** The states that it says it goes through, if it is of a format that says so. */
  readonly itf?: ItfFile;
}
export interface LocatedTrace extends TraceFile, Located {}
export interface LocatedWalk extends WalkFile, Located {}

/**
 * @param root Where a path begins.
 * @param command Whose help tells what a trace is.
 * @throws InputError where there is no such file, or it is no trace.
 */
export const readTrace = (path: string, root = '', command = 'replay'): LocatedTrace =>
  readSteps(path, root, command, parseTrace, (itf) => asTrace(itf.file, 1));
/** The same, and walks are welcome too. @throws InputError */
export const readTraceOrWalk = (path: string): LocatedTrace | LocatedWalk =>
  readSteps(path, '', 'replay', parseTraceOrWalk, ({ file }) => file);

function readSteps<File>(
  path: string,
  root: string,
  command: string,
  parse: (text: string) => File,
  fileOf: (itf: ItfFile) => File,
): File & Located {
  let text: string;
  try {
    text = textIn(join(root, path));
  } catch (error) {
    throw new InputError(`${whyUnreadable(error)} Name a trace: they lie in traces/, by protocol.`, {
      file: path,
      next: `${command} --help`,
    });
  }
  try {
    if (isItf(text)) {
      const itf = parseItf(text);
      return { ...fileOf(itf), text, line: 1, itf };
    }
    return {
      ...parse(text),
      text,
      line: 1 + text.split('\n').findIndex((line) => !line.startsWith('#')),
    };
  } catch (error) {
    if (!(error instanceof TraceSyntaxError)) throw error;
    if (isDrawn(text))
      throw new InputError(
        'it is a picture of a trace, and no trace. Name the file that it was drawn from.',
        {
          file: path,
          next: `${command} --help`,
        },
      );
    // What is a walk, replay can take.
    const next = command !== 'replay' && isReadable(text) ? { next: `replay ${quoted(path)}` } : {};
    throw new InputError(error.message, { file: path, line: error.line, ...next });
  }
}

/** Whether it is what `replay` draws: a page, a picture, or a diagram. */
const isDrawn = (text: string): boolean => /^\s*(?:<|sequenceDiagram\b)/.test(text);
function isReadable(text: string): boolean {
  try {
    parseTraceOrWalk(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws Error for what cannot be read, or is no text. */
function textIn(path: string): string {
  const bytes = readFileSync(path);
  if (bytes.includes(0)) throw Object.assign(new Error('a zero byte'), { code: BINARY });
  return bytes.toString('utf8');
}
const BINARY = 'BINARY';

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  ENOTDIR: 'there is no such file.',
  EISDIR: 'it is a directory.',
  EACCES: 'it may not be read.',
  ELOOP: 'it is a link that leads back to itself.',
  [BINARY]: 'it is no text, but binary.',
};
/** Why a file could not be read, in words. */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return UNREADABLE[code ?? ''] ?? `it cannot be read: ${message}.`;
}

/**
 * Writes a trace; the story that a person told in the file that was there is kept.
 *
 * @param newStory The story, if there was no file.
 */
export function writeTrace(
  file: string,
  root: string,
  { protocol: name, bounds, limits }: Job,
  property: string,
  steps: readonly TraceStep[],
  protocol: Protocol,
  { newStory = [], ...firstLine }: FirstLine & { readonly newStory?: readonly string[] } = {},
): void {
  const path = join(root, file);
  const story = existsSync(path) ? readTrace(file, root).story : newStory;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    printTrace({ protocol: name, property, bounds, limits, story, steps }, protocol, firstLine),
  );
}
