import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bounds } from '#checker/bounds';
import { MOST_SEED } from '#explore/random';
import { EXIT, InputError, type ExitCode } from './errors.js';
import { claims } from './claims.js';
import { addDir, located } from './dir.js';
import { loadClaims, sidesOfClaim } from './claim-sides.js';
import { quoted } from './quoted.js';
import { list } from './list.js';
import { addIt, missingIn, unknownIn, withDir, type LyingHere } from './lying-here.js';
import { addNew } from './new.js';
import { nextLine } from './next-line.js';
import { boundOptions, MOST_THREADS, wholeNumber } from './options.js';
import type { BoundOption, ShowOptions, VerifyOptions } from './options.js';
import { museum } from './museum.js';
import { loadExhibits } from './exhibits.js';
import { loadProtocol, type Context } from './registry.js';
import { replay, type ReplayOptions } from './replay.js';
import { shrink, type ShrinkOptions } from './shrink.js';
import { simulate } from './simulate.js';
import { USUAL, type SimulateOptions } from './simulation.js';
import { usualJobs } from './searches.js';
import { tables } from './tables.js';
import { takeUntold } from './untold.js';
import { verify } from './verify.js';

const COMMANDS: ReadonlySet<string> = new Set([
  'verify',
  'museum',
  'claims',
  'tables',
  'simulate',
  'shrink',
  'replay',
  'list',
  'new',
]);
const ABOUT_WALKS = `
A run is many short walks that take possible steps only, and go on from where few have been: from abstract states, which
tell apart states with other numbers of possible steps. Witnesses are the properties that are to be seen (some-...). A
violation that is recorded in traces/verdicts.txt is as recorded: exit code 0. What walks never came by is searched for, and
is not waited for if it is in none of all states.
`;
const EXIT_CODES = `
Exit codes: 0 as recorded or expected, 1 not so, 2 something asked for is unsettled, 3 bad input or a model that fails.`;

/** Does what the arguments say, and returns the exit code. */
export async function main(argv: readonly string[], context: Context): Promise<ExitCode> {
  const code = await done(argv, context);
  const untold = takeUntold(context.registry);
  for (const line of untold) process.stderr.write(`${line}\n`);
  return untold.length > 0 ? EXIT.badInput : code;
}
async function done(argv: readonly string[], context: Context): Promise<ExitCode> {
  try {
    return await run(argv, context);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.asExpected;
      const found = error.code === 'commander.unknownOption' ? unknownIn(argv, context) : undefined;
      return fail(new InputError(messageOf(error, argv)), argv, context, found);
    }
    if (error instanceof InputError) return fail(error, argv, context, missingIn(error, context));
    throw error;
  }
}
/** What Commander says, as a sentence. Without a command it shows the help, and has nothing to say. */
function messageOf({ code, message }: CommanderError, argv: readonly string[]): string {
  if (code === 'commander.help')
    return `There is no command${argv[0] === 'help' && argv[1] !== undefined ? ` ${argv[1]}` : ''}. The commands are verify, museum, claims, tables, simulate, shrink, replay, list and new.`;
  const text = message.replace(/^error: /, '');
  return `${text[0]!.toUpperCase()}${text.slice(1)}${/[.?)]$/.test(text) ? '' : '.'}`;
}
function fail(
  error: InputError,
  argv: readonly string[],
  context: Context,
  found: LyingHere | undefined,
): ExitCode {
  const { file, line, missing } = error;
  const said = found && missing ? `There is no ${missing.what} ${missing.name}` : error.message;
  const message = found ? `${said.replace(/\.?$/, '.')} ${addIt(found)}` : said;
  if (argv.includes('--json'))
    process.stdout.write(
      `${JSON.stringify({ error: { message, ...(file !== undefined && { file }), ...(line !== undefined && { line }) } })}\n`,
    );
  process.stderr.write(
    `${error.where}${message}\n${nextLine(found ? withDir(argv, found) : (error.next ?? nextAfter(error, argv)), context)}\n`,
  );
  return EXIT.badInput;
}
/** Where a file is at fault, and has been mended, the same again; else what there is to say instead. */
function nextAfter({ file }: InputError, argv: readonly string[]): string {
  if (file !== undefined) return argv.map(quoted).join(' ');
  const command = argv.find((word) => COMMANDS.has(word));
  return command === undefined ? '--help' : `${command} --help`;
}

async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  const { version } = JSON.parse(readFileSync(join(context.root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const { registry } = context;
  const protocols = await Promise.all(
    registry.protocols.map(async (entry) => ({ entry, protocol: await loadProtocol(entry) })),
  );
  const exhibits = (await loadExhibits(registry)).flatMap(({ entry, exhibit: { flaw, fix } }) =>
    [flaw, fix].flatMap((side) => (side ? [{ entry, protocol: side.protocol }] : [])),
  );
  const claimed = (await loadClaims(registry)).flatMap((one) =>
    sidesOfClaim(one).map(({ protocol }) => ({ entry: one.entry, protocol })),
  );
  const bounds = boundOptions([...protocols, ...exhibits, ...claimed]);
  let code: ExitCode = EXIT.asExpected;
  const program = new Command('tidemark')
    .description("A formal model checker for Kafka's reliable data delivery.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .addHelpText('after', `${EXIT_CODES}\nExample: npx tidemark verify kip-279 --property strong-isr`);

  const number = (option: string, from: number, to?: number) => (text: string) =>
    wholeNumber(option, from, text, to);
  const collect = (text: string, before: readonly string[] = []): string[] => [...before, text];
  const verifyCommand = program
    .command('verify')
    .description('search protocols exhaustively within bounds, and compare with what is recorded')
    .argument('[protocols...]', 'the protocols to search; all, if none is named')
    .option('--protocol <name>', 'the same, as an option; may be repeated', collect)
    .option('--property <name>', 'the properties to judge; may be repeated', collect);
  verifyCommand
    .option('--limit <action=n>', 'an action so often at most; may be repeated', collect)
    .option('--jobs <n>', 'searches at once', number('jobs', 1), usualJobs())
    .option('--threads <n>', 'threads for each search', number('threads', 1, MOST_THREADS), 1)
    .option('--fingerprints', 'keep 64 bits of hash in place of each state')
    .option('--stop-at-first', 'begin no level after the first violation')
    .option('--max-states <n>', 'begin no level once so many states are known', number('max-states', 1))
    .option('--max-depth <n>', 'take no more steps than this', number('max-depth', 0))
    .option('--time <seconds>', 'stop after so long', number('time', 1))
    .option('--memory <MB>', 'stop before the process takes more', number('memory', 1))
    .option('--report', 'print the full report of each of several searches')
    .option('--dot <file>', 'write up to 1,000 states as a graph for Graphviz')
    .option('--terminal', 'show a shortest way to where no step is possible')
    .option('--rewrite', 'write traces/ and verdicts anew, and keep stories')
    .option('--json', 'one JSON document on standard output');
  addBounds(verifyCommand, bounds)
    .addHelpText(
      'after',
      `${EXIT_CODES}\nExample: npx tidemark verify kip-101 --brokers 2 --property strong-isr`,
    )
    .action(async (names: string[], given: Omit<VerifyOptions, 'bounds'>) => {
      const protocol = [...names, ...(given.protocol ?? [])];
      code = await verify({ ...given, protocol, bounds: chosenFrom(given, bounds) }, context, version);
    });
  /** A command that runs scenarios, of all or of those that are named, and tells of what comes of them. */
  const shows = (
    name: string,
    description: string,
    [argument, which]: readonly [string, string],
    rewrites: string,
    example: string,
    show: (names: readonly string[], options: ShowOptions, context: Context) => Promise<ExitCode>,
  ): void =>
    void program
      .command(name)
      .description(description)
      .argument(argument, which)
      .option('--jobs <n>', 'searches at once', number('jobs', 1), usualJobs())
      .option('--time <seconds>', 'stop after so long', number('time', 1))
      .option('--memory <MB>', 'stop before the process takes more', number('memory', 1))
      .option('--rewrite', rewrites)
      .option('--json', 'one JSON document on standard output')
      .addHelpText('after', `${EXIT_CODES}\nExample: npx tidemark ${example}`)
      .action(async (names: string[], given: ShowOptions) => {
        code = await show(names, given, context);
      });
  shows(
    'museum',
    'run known failures, each beside what mends it: all in a table, or those named with their stories',
    ['[ids...]', 'the exhibits to run, as in A01; all, if none is named'],
    'write traces anew, and keep their stories',
    'museum A08',
    museum,
  );
  shows(
    'claims',
    'run the claims about Kafka, where each holds and where it breaks: all in a table, or those named with their traces',
    ['[ids...]', 'the claims to run, as in E2; all, if none is named'],
    'write traces, claims.txt and the README anew',
    'claims E3',
    claims,
  );
  shows(
    'tables',
    'search the rows of tables of verdicts, of all or of those named, and compare with traces/',
    ['[names...]', 'the tables; all, if none is named'],
    'write tables and traces anew, and keep stories',
    'tables elections',
    tables,
  );
  const simulateCommand = program
    .command('simulate')
    .description('walk through a protocol at random, and make what is found as short as can be')
    .argument('<protocol>', 'the protocol to walk through')
    .option('--property <name>', 'the properties to assert; may be repeated', collect)
    .option('--limit <action=n>', 'an action so often at most; may be repeated', collect)
    .option('--seed <n>', 'the same gives the same walks (default: any)', number('seed', 0, MOST_SEED))
    .option('--runs <n>', 'runs at most, each of about 20,000 steps', number('runs', 1), USUAL.runs)
    .option('--steps <n>', 'steps at most, about, of all runs together', number('steps', 1))
    .option(
      '--depth <n>',
      'steps from the initial state that a walk goes',
      number('depth', 1, 10_000),
      USUAL.depth,
    )
    .option(
      '--max-states <n>',
      'states that each search may keep, about',
      number('max-states', 1),
      USUAL.maxStates,
    )
    .option('--save', 'save a trace in traces/, and not in .tidemark/')
    .option('--json', 'one JSON document on standard output');
  addBounds(simulateCommand, bounds)
    .addHelpText('after', `${ABOUT_WALKS}${EXIT_CODES}\nExample: npx tidemark simulate kip-279 --seed 1`)
    .action(async (name: string, given: Omit<SimulateOptions, 'bounds'>) => {
      code = await simulate(name, { ...given, bounds: chosenFrom(given, bounds) }, context);
    });
  program
    .command('shrink')
    .description('make a trace that violates a property as short as can be')
    .argument('<trace>', 'a file, as in traces/')
    .option(
      '--max-states <n>',
      'states that each search may keep, about',
      number('max-states', 1),
      USUAL.maxStates,
    )
    .option('--save', 'write the result to traces/, and not to .tidemark/')
    .addHelpText('after', `${EXIT_CODES}\nExample: npx tidemark shrink traces/kip-279/strong-isr.trace`)
    .action(async (path: string, given: ShrinkOptions) => {
      code = await shrink(located(path, context), given, context);
    });
  program
    .command('replay')
    .description('take the steps of a trace or a walk, and show what each changed')
    .argument('<trace>', 'a file, as in traces/')
    .option('--rewrite', 'write anew what the steps of a walk change')
    .option('--html <file>', 'draw a picture to step through in a browser')
    .option('--svg <file>', 'draw the same for a document, with all steps')
    .option('--mermaid <file>', 'write a sequence diagram for Mermaid')
    .option('--itf <file>', 'write the Informal Trace Format, which replay reads')
    .addHelpText('after', `${EXIT_CODES}\nExample: npx tidemark replay traces/kip-279/strong-isr.trace`)
    .action(async (path: string, given: ReplayOptions) => {
      code = await replay(located(path, context), given, context);
    });
  program
    .command('list')
    .description('name the protocols, the properties and the bounds')
    .argument('[names...]', 'all there is to say of these protocols and properties')
    .addHelpText('after', `${EXIT_CODES}\nExample: npx tidemark list kip-320`)
    .action(async (names: readonly string[]) => {
      code = await list(names, context);
    });
  addNew(program, `${EXIT_CODES}\nExample: npx tidemark new property no-empty-isr`, context);
  addDir(program, context);
  await program.parseAsync(argv, { from: 'user' });
  return code;
}

/** Adds an option for each bound that any protocol declares. @throws InputError where the command has one of that name. */
function addBounds(command: Command, bounds: readonly BoundOption[]): Command {
  command.optionsGroup('Bounds:');
  for (const { name, option, meaning, usual, file } of bounds) {
    const taken = ['--help', '--version', '--dir', ...command.options.map(({ long }) => long)];
    if (taken.includes(`--${option}`))
      throw new InputError(`its bound ${name} cannot have that name: --${option} is an option already.`, {
        file,
      });
    command.option(`--${option} <n>`, `${meaning} (default ${usual})`, (text: string) =>
      wholeNumber(option, 0, text),
    );
  }
  return command;
}
/** The values of bounds among what was given. */
function chosenFrom(given: object, bounds: readonly BoundOption[]): Bounds {
  const values = given as Readonly<Record<string, number | undefined>>;
  return Object.fromEntries(
    bounds.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}
