import { boundName, optionName, otherThanDefault, type BoundDeclarations, type Bounds } from './bounds.js';
import type { Protocol } from './protocol.js';
import { DISABLED, parseStep, TraceSyntaxError } from './step-text.js';
import { follow, showChosen, type TraceStep, type WalkStep } from './trace.js';

export { TraceSyntaxError };

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

/** A walk as a file holds it. A person wrote its steps, and which of them must not be possible where they stand. */
export interface WalkFile extends Omit<TraceFile, 'property' | 'steps'> {
  /** The first line of the comment: what the walk shows. */
  readonly shows: string;
  readonly steps: readonly WalkStep[];
}
export const isWalk = (file: TraceFile | WalkFile): file is WalkFile => !('property' in file);

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
type Command = Omit<TraceFile, 'story' | 'steps'>;
const options = ({ bounds, limits }: Pick<Command, 'bounds' | 'limits'>): string[] =>
  [boundsText(bounds), ...limitOptions(limits)].filter((part) => part !== '');
/** The arguments of `tidemark` that search for one property. */
export const verifyCommand = (file: Command): string =>
  [`verify ${file.protocol} --property ${file.property}`, ...options(file)].join(' ');
/** The arguments of `tidemark` that walk on at random where a walk by hand was. */
export const simulateCommand = (file: Omit<Command, 'property'>): string =>
  [`simulate ${file.protocol}`, ...options(file)].join(' ');

/** The command that a file of steps has. */
export const commandOf = (file: TraceFile | WalkFile): string =>
  isWalk(file) ? [`walk ${file.protocol}`, ...options(file)].join(' ') : verifyCommand(file);

/** The steps of a trace or a walk, each with what it changed. @throws NotPossible, NotDisabled */
export function stepLines(protocol: Protocol, bounds: Bounds, steps: readonly WalkStep[]): string[] {
  const { machine, visited } = follow(protocol, bounds, steps);
  const taken = visited.slice(1).map(({ step, changes, refusal }, i) => ({
    head: `${String(i + 1).padStart(2)}  ${[step!.action, ...showChosen(machine, step!)].join(' ')}`,
    changes: changes.map(({ path, text }) => `${path} ${text}`).join('  '),
    isDisabled: refusal !== undefined,
  }));
  const width = taken.reduce(
    (most, { head, isDisabled }) => (isDisabled ? most : Math.max(most, head.length)),
    0,
  );
  return taken.map(({ head, changes, isDisabled }) =>
    isDisabled ? `${head} ${DISABLED}` : changes ? `${head.padEnd(width)}  ${changes}` : head,
  );
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
  return print(what, verifyCommand(file), file, protocol);
}

/** @throws NotPossible or NotDisabled if the walk is not as it is written. */
export const printWalk = (file: WalkFile, protocol: Protocol): string =>
  print(file.shows, commandOf(file), file, protocol);

const print = (
  first: string,
  command: string,
  { story, bounds, steps }: Pick<WalkFile, 'story' | 'bounds' | 'steps'>,
  protocol: Protocol,
): string =>
  [
    `# ${first}`,
    ...story.map((line) => (line === '' ? '#' : `# ${line}`)),
    command,
    RULE,
    ...stepLines(protocol, bounds, steps),
    '',
  ].join('\n');

/** @throws TraceSyntaxError, also for a walk. */
export function parseTrace(text: string): TraceFile {
  return asTrace(parseTraceOrWalk(text), commandLine(text.split(/\r?\n/)) + 1);
}
/** @param line Where its command is. @throws TraceSyntaxError for a walk. */
export function asTrace(file: TraceFile | WalkFile, line: number): TraceFile {
  if (!isWalk(file)) return file;
  throw new TraceSyntaxError('this is a walk, which is of no property. `replay` takes its steps.', line);
}

/** What a file of steps is, its command says: `verify` a trace, and `walk` a walk. @throws TraceSyntaxError */
export function parseTraceOrWalk(text: string): TraceFile | WalkFile {
  const lines = text.split(/\r?\n/);
  const comment = commandLine(lines);
  const [shows = '', ...story] = lines.slice(0, comment).map((line) => line.replace(/^# ?/, ''));
  const command = lines[comment];
  if (comment < 0 || command === undefined || command.trim() === '')
    throw new TraceSyntaxError(
      'a trace begins with a comment, and then says which command finds it.',
      lines.length,
    );
  if (lines[comment + 1] !== RULE)
    throw new TraceSyntaxError(`here a line of ${RULE} parts the command from the steps.`, comment + 2);
  const { property, ...parsed } = parseCommand(command, comment + 1);
  const steps: WalkStep[] = [];
  for (const [i, line] of lines.entries()) {
    if (i <= comment + 1 || line.trim() === '') continue;
    const step = parseStep(line, i + 1, steps.length + 1);
    if (step.disabled && property !== undefined)
      throw new TraceSyntaxError(
        `a trace has possible steps only: ${DISABLED} is for walks, whose command is walk <protocol>.`,
        i + 1,
      );
    steps.push(step);
  }
  return property === undefined ? { ...parsed, shows, story, steps } : { ...parsed, property, story, steps };
}
const commandLine = (lines: readonly string[]): number => lines.findIndex((line) => !line.startsWith('#'));

/** What a command asks for; that of a walk for no property. @throws TraceSyntaxError */
export function parseCommand(
  text: string,
  line: number,
): Omit<Command, 'property'> & { readonly property: string | undefined } {
  const [verb, protocol, ...given] = text.trim().split(/\s+/);
  const fail = (message: string): never => {
    throw new TraceSyntaxError(
      verb === 'walk'
        ? `${message} The command of a walk reads: walk <protocol> --<bound> <n> --limit <action>=<n> ...`
        : `${message} A command reads: verify <protocol> --property <property> --<bound> <n> ...`,
      line,
    );
  };
  const isOfWalk = verb === 'walk';
  if (protocol === undefined || (verb !== 'verify' && !isOfWalk))
    return fail(`"${text}" is no command that finds a trace.`);
  let property: string | undefined;
  const bounds: Record<string, number> = {};
  const limits: Record<string, number> = {};
  for (let i = 0; i < given.length; i += 2) {
    const [option, value] = [given[i]!, given[i + 1]];
    const name = /^--([a-z][a-z0-9-]*)$/.exec(option)?.[1] ?? fail(`"${option}" is no option.`);
    if (value === undefined) return fail(`${option} has no value.`);
    const [, action, most] = /^([A-Za-z][A-Za-z0-9]*)=(\d+)$/.exec(value) ?? [];
    if (name === 'property' && isOfWalk) return fail('A walk is of no property.');
    else if (name === 'property') property = value;
    else if (name === 'limit') limits[action ?? fail(`${value} is no limit.`)] = Number(most);
    else if (/^\d+$/.test(value)) bounds[boundName(name)] = Number(value);
    else return fail(`${option} is a number, and not ${value}.`);
  }
  return {
    protocol,
    property: isOfWalk ? undefined : (property ?? fail('It names no property.')),
    bounds,
    limits,
  };
}
