import { boundName, optionName, otherThanDefault, type BoundDeclarations, type Bounds } from './bounds.js';
import { follow, showChosen, type TraceStep } from './trace.js';
import type { Protocol } from './protocol.js';
import type { Json } from './value.js';

/** A trace as a file holds it: what it shows, a person's story, the command that finds it, and the steps. */
export interface TraceFile {
  readonly protocol: string;
  readonly property: string;
  readonly bounds: Bounds;
  readonly limits: Readonly<Record<string, number>>;
  /** The comment, without its first line, which says what the trace shows. A person wrote it, and it is kept. */
  readonly story: readonly string[];
  readonly steps: readonly TraceStep[];
}

export class TraceSyntaxError extends Error {
  constructor(
    message: string,
    /** From 1 on. */
    readonly line: number,
  ) {
    super(message);
  }
}

/** What the first line of a trace says beside what it shows. */
export interface FirstLine {
  readonly howShort?: string;
  /** Whether the property is one that is to be seen. */
  readonly isSeen?: boolean;
}

const RULE = '----';
/** What is said of a trace that is known to be a shortest. */
export const FEWEST = 'the fewest there are';
/** Where the trace of a property lies in a folder of traces: limits, and bounds that are not the default, are in its name. */
export function traceName(
  { protocol, property, bounds, limits }: Omit<TraceFile, 'story' | 'steps'>,
  declared: BoundDeclarations,
): string {
  const parts = [
    ...otherThanDefault(bounds, declared).map(([name, value]) => `.${optionName(name)}-${value}`),
    ...Object.entries(limits).map(([action, most]) => `.${action}-${most}`),
  ];
  return `${protocol}/${property}${parts.join('')}.trace`;
}
/** The bounds as options of a command line. */
export const boundsText = (bounds: Bounds): string =>
  Object.entries(bounds)
    .map(([name, value]) => `--${optionName(name)} ${value}`)
    .join(' ');
/** Limits as options of a command line, one each. */
export const limitOptions = (limits: Readonly<Record<string, number>>): string[] =>
  Object.entries(limits).map(([action, most]) => `--limit ${action}=${most}`);
/** The arguments of `tidemark` that search for one property. */
export const verifyCommand = ({
  protocol,
  property,
  bounds,
  limits,
}: Omit<TraceFile, 'story' | 'steps'>): string =>
  [`verify ${protocol} --property ${property}`, boundsText(bounds), ...limitOptions(limits)]
    .filter((part) => part !== '')
    .join(' ');

/** The steps of a trace, each with what it changed. @throws NotPossible */
export function stepLines(protocol: Protocol, bounds: Bounds, steps: readonly TraceStep[]): string[] {
  const { machine, visited } = follow(protocol, bounds, steps);
  const taken = visited.slice(1).map(({ step, changes }, i) => ({
    head: `${String(i + 1).padStart(2)}  ${[step!.action, ...showChosen(machine, step!)].join(' ')}`,
    changes: changes.map(({ path, text }) => `${path} ${text}`).join('  '),
  }));
  const width = Math.max(0, ...taken.map(({ head }) => head.length));
  return taken.map(({ head, changes }) => (changes ? `${head.padEnd(width)}  ${changes}` : head));
}

/**
 * @param says What the first line says: of its length, that of a trace which a search has found if nothing else is said.
 * @throws NotPossible if the protocol cannot take the steps.
 */
export function printTrace(
  file: TraceFile,
  protocol: Protocol,
  { howShort = FEWEST, isSeen = false }: FirstLine = {},
): string {
  const count = file.steps.length;
  const what = `${file.property} is ${isSeen ? 'seen in' : 'violated by'} ${file.protocol} in ${count} ${count === 1 ? 'step' : 'steps'}, ${howShort}.`;
  return [
    `# ${what}`,
    ...file.story.map((line) => (line === '' ? '#' : `# ${line}`)),
    verifyCommand(file),
    RULE,
    ...stepLines(protocol, file.bounds, file.steps),
    '',
  ].join('\n');
}

/** @throws TraceSyntaxError */
export function parseTrace(text: string): TraceFile {
  const lines = text.split(/\r?\n/);
  const comment = lines.findIndex((line) => !line.startsWith('#'));
  const story = lines.slice(1, comment).map((line) => line.replace(/^# ?/, ''));
  const command = lines[comment];
  if (comment < 0 || command === undefined || command.trim() === '')
    throw new TraceSyntaxError(
      'a trace begins with a comment, and then says which command finds it.',
      lines.length,
    );
  if (lines[comment + 1] !== RULE)
    throw new TraceSyntaxError(`here a line of ${RULE} parts the command from the steps.`, comment + 2);
  const steps: TraceStep[] = [];
  for (const [i, line] of lines.entries()) {
    if (i <= comment + 1 || line.trim() === '') continue;
    steps.push(parseStep(line, i + 1, steps.length + 1));
  }
  return { ...parseCommand(command, comment + 1), story, steps };
}

function parseCommand(text: string, line: number): Omit<TraceFile, 'story' | 'steps'> {
  const [verb, protocol, ...options] = text.trim().split(/\s+/);
  const fail = (message: string): never => {
    throw new TraceSyntaxError(
      `${message} A command reads: verify <protocol> --property <property> --<bound> <n> ...`,
      line,
    );
  };
  if (verb !== 'verify' || protocol === undefined) return fail(`"${text}" is no command that finds a trace.`);
  let property: string | undefined;
  const bounds: Record<string, number> = {};
  const limits: Record<string, number> = {};
  for (let i = 0; i < options.length; i += 2) {
    const [option, value] = [options[i]!, options[i + 1]];
    const name = /^--([a-z][a-z0-9-]*)$/.exec(option)?.[1] ?? fail(`"${option}" is no option.`);
    if (value === undefined) return fail(`${option} has no value.`);
    const [, action, most] = /^([A-Za-z][A-Za-z0-9]*)=(\d+)$/.exec(value) ?? [];
    if (name === 'property') property = value;
    else if (name === 'limit') limits[action ?? fail(`${value} is no limit.`)] = Number(most);
    else if (/^\d+$/.test(value)) bounds[boundName(name)] = Number(value);
    else return fail(`${option} is a number, and not ${value}.`);
  }
  return { protocol, property: property ?? fail('It names no property.'), bounds, limits };
}

function parseStep(text: string, line: number, expected: number): TraceStep {
  const fail = (message: string): never => {
    throw new TraceSyntaxError(message, line);
  };
  const [head, number, action] =
    /^\s*(\d+)\s+([A-Za-z][A-Za-z0-9]*)/.exec(text) ??
    fail(`"${text.trim()}" is no step: a number, an action, and what it chooses.`);
  if (Number(number) !== expected) fail(`step ${expected} is missing: here is ${number}.`);
  const reader = new Reader(text, head.length, fail);
  const chosen: Record<string, Json> = {};
  for (let name = reader.choice(); name !== undefined; name = reader.choice()) {
    if (Object.hasOwn(chosen, name)) fail(`${name} is chosen twice.`);
    chosen[name] = reader.chosen();
  }
  return { action: action!, chosen };
}

/** Reads values: a number, none, true, a word, a set of ids {0,2}, or the content of a message {isr:{0},version:1}. */
class Reader {
  constructor(
    private readonly text: string,
    private at: number,
    private readonly fail: (message: string) => never,
  ) {}
  private take(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern, 'y');
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (found) this.at += found[0].length;
    return found ?? undefined;
  }
  /** The name of the next choice, if there is one before what the step changed. */
  choice(): string | undefined {
    return this.take(/\s+([A-Za-z][A-Za-z0-9]*)=/)?.[1];
  }
  /** A value that a step chose, and nothing but space behind it. */
  chosen(): Json {
    const value = this.value();
    if (!this.take(/(?=\s|$)/)) this.fail(`the value ends at column ${this.at}, and something follows.`);
    return value;
  }
  private value(): Json {
    if (this.take(/\{/)) return this.braced();
    const word =
      this.take(/-?\d+|[A-Za-z][A-Za-z0-9_-]*/)?.[0] ??
      this.fail(`a value is missing at column ${this.at + 1}.`);
    if (/^-?\d+$/.test(word)) return Number(word);
    return word === 'none' ? null : word === 'true' ? true : word === 'false' ? false : word;
  }
  private braced(): Json {
    if (this.take(/\}/)) return [];
    const ids: Json[] = [];
    const fields: Record<string, Json> = {};
    do {
      const name = this.take(/([A-Za-z][A-Za-z0-9]*):/)?.[1];
      if (name === undefined) ids.push(this.value());
      else if (Object.hasOwn(fields, name)) this.fail(`${name} is there twice at column ${this.at}.`);
      else fields[name] = this.value();
    } while (this.take(/,/));
    if (!this.take(/\}/)) this.fail(`} is missing at column ${this.at + 1}.`);
    if (ids.length === 0) return fields;
    if (Object.keys(fields).length > 0)
      this.fail(`braces hold a set of ids, or the content of a message, but not both: column ${this.at}.`);
    return ids;
  }
}
