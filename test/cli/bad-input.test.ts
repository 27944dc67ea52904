import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type ExpectStatic } from 'vitest';
import {
  copyOfTree,
  counterFile,
  nextOf,
  propertyFile,
  tidemark,
  tidemarkHere,
  type Ended,
} from '../support/tidemark.js';

/** Bad input is one clear message on standard error, with what to do next, and nothing on standard output. */
function expectRefusal(expect: ExpectStatic, ended: Ended, ...parts: readonly (string | RegExp)[]): void {
  expect(ended.stdout).toBe('');
  for (const part of parts)
    if (typeof part === 'string') expect(ended.stderr).toContain(part);
    else expect(ended.stderr).toMatch(part);
  expect(ended.stderr).not.toMatch(/^ {4}at |node:internal|Node\.js v/m);
  expect(nextOf(ended).length).toBeGreaterThan(0);
  expect(ended.code).toBe(3);
}
describe('arguments that cannot be used', () => {
  it.for<[string, readonly string[], readonly (string | RegExp)[]]>([
    [
      'no command',
      [],
      [
        'There is no command. The commands are verify, museum, claims, tables, simulate, shrink, replay, list and new.',
      ],
    ],
    ['help on no command', ['help', 'nonsense'], ['There is no command nonsense. The commands are verify, ']],
    ['an unknown command', ['verfy'], ["Unknown command 'verfy'", 'Did you mean verify?']],
    [
      'an unknown option',
      ['verify', '--broker', '2'],
      ["Unknown option '--broker'", 'Did you mean --brokers?'],
    ],
    ['an option of another command', ['list', '--json-lines'], ["Unknown option '--json-lines'"]],
    ['an argument too many', ['shrink', 'one.trace', 'two.trace'], ["Too many arguments for 'shrink'"]],
    [
      'what is not there, to list',
      ['list', 'kip-297'],
      ['There is no protocol kip-297. Did you mean kip-279?'],
    ],
    ['no trace', ['replay'], ["Missing required argument 'trace'."]],
    ['an unknown protocol', ['verify', 'kip-297'], ['There is no protocol kip-297. Did you mean kip-279?']],
    [
      'an unknown protocol, by option',
      ['verify', '--protocol', 'async'],
      ['There is no protocol async. Did you mean async-isr?'],
    ],
    [
      'an unknown property',
      ['verify', '--property', 'stronk-isr'],
      ['There is no property stronk-isr. Did you mean strong-isr?'],
    ],
    ['no name', ['verify', 'kip-279,'], ['The name of a protocol is missing']],
    ['an option without its value', ['verify', '--brokers'], ["Option '--brokers <n>' argument missing."]],
    [
      'a property without its name',
      ['verify', '--property'],
      ["Option '--property <name>' argument missing."],
    ],
    [
      'a bound that is no number',
      ['verify', '--brokers', 'two'],
      ['--brokers must be a whole number of at least 0, and not two.'],
    ],
    [
      'a bound that is empty',
      ['verify', '--brokers='],
      ['--brokers must be a whole number of at least 0, and not empty.'],
    ],
    [
      'a bound that is no whole number',
      ['verify', '--brokers', '2.5'],
      ['--brokers must be a whole number of at least 0, and not 2.5.'],
    ],
    [
      'a bound that is negative',
      ['verify', '--brokers', '-1'],
      ['--brokers must be a whole number of at least 0, and not -1.'],
    ],
    [
      'a bound that is too small',
      ['verify', 'kip-320', '--brokers', '0'],
      ['kip-320: --brokers must be a whole number from 1 to 16, and not 0.'],
    ],
    [
      'a bound that is too large',
      ['verify', 'kip-320', '--brokers', '17'],
      ['kip-320: --brokers must be a whole number from 1 to 16, and not 17.'],
    ],
    [
      'a bound that is huge',
      ['verify', '--log-size', '99999999999999999999'],
      ['--log-size must be a whole number of at least 0, and not 99999999999999999999.'],
    ],
    [
      'a bound that the protocol does not declare',
      ['verify', 'kip-279', '--max-offset', '1'],
      [
        '--max-offset is no bound of kip-279. There the bounds are --brokers, --log-size, --records, --leader-epochs.',
      ],
    ],
    [
      'a bound that no protocol declares of which the property speaks',
      ['verify', '--property', 'strong-isr', '--max-offset', '1'],
      [/--max-offset is no bound of kip-101, .*, truncate-to-high-watermark\./],
    ],
    ['no job', ['verify', '--jobs', '0'], ['--jobs must be a whole number of at least 1, and not 0.']],
    [
      'more threads than there can be',
      ['verify', '--threads', '1000'],
      ['--threads must be a whole number from 1 to 64, and not 1000.'],
    ],
    ['no job in the museum', ['museum', '--jobs', '0'], ['--jobs must be a whole number of at least 1']],
    ['no time', ['verify', '--time', '0'], ['--time must be a whole number of at least 1, and not 0.']],
    [
      'a limit without a number',
      ['verify', '--limit', 'leaderWrite'],
      ['--limit takes an action and a number, as in leaderWrite=1, and not leaderWrite.'],
    ],
    [
      'a limit that is huge',
      ['verify', '--limit', 'leaderWrite=3000000000'],
      ['--limit leaderWrite must be from 0 to 2147483647, and not 3000000000.'],
    ],
    [
      'a limit that is given twice',
      ['verify', '--limit', 'leaderWrite=1', '--limit', 'leaderWrite=2'],
      ['--limit leaderWrite is given twice'],
    ],
    [
      'a limit of an unknown action',
      ['verify', 'kip-279', '--limit', 'write=1'],
      ['No protocol here has an action write. The actions are controllerElectLeader, '],
    ],
    [
      'a limit of what every object has',
      ['verify', 'kip-279', '--limit', 'toString=1'],
      ['No protocol here has an action toString.'],
    ],
    [
      'a limit on what is to be recorded',
      ['verify', 'kip-279', '--limit', 'leaderWrite=1', '--rewrite'],
      ['leave one of them out'],
    ],
    [
      'a property of variables that the protocol does not have',
      ['verify', 'kip-279', '--property', 'valid-high-watermark'],
      ['valid-high-watermark speaks of variables that kip-279 does not have.'],
    ],
  ])('%s', async ([, args, parts], { expect }) => {
    expectRefusal(expect, await tidemarkHere(args), ...parts);
  });
});

it('bad input is refused by the executable with the exit code of it', async ({ expect }) => {
  expectRefusal(expect, await tidemark(['verify', '--brokers', 'two']), 'and not two.');
});

describe.concurrent('files that cannot be used', () => {
  it.for<[string, string, string, readonly (string | RegExp)[]]>([
    [
      'a property without a default export',
      'properties/mine/some.ts',
      'export const some = 1;',
      ['properties/mine/some.ts: it must default-export a property', 'Mend it, or move it away.'],
    ],
    [
      'a property that is something else',
      'properties/mine/some.ts',
      'export default { holds: true };',
      ['properties/mine/some.ts: it must default-export a property'],
    ],
    [
      'a property with a syntax error',
      'properties/mine/some.ts',
      '\n\nexport default always(',
      ['properties/mine/some.ts:3: Unexpected end of file', 'Mend the file, or move it away'],
    ],
    [
      'a property that throws when it is loaded',
      'properties/mine/some.ts',
      `throw new Error('not today');`,
      ['properties/mine/some.ts: it throws while it is loaded: not today. Mend it, or move it away.'],
    ],
    [
      'a property that imports what is not there',
      'properties/mine/some.ts',
      `import { x } from './nowhere.js';\nexport default x;`,
      ['properties/mine/some.ts:1: Could not resolve "./nowhere.js"'],
    ],
    [
      'a property that imports what a file does not export',
      'properties/mine/some.ts',
      `import { never } from '#checker/dsl';\nexport default never;`,
      ['properties/mine/some.ts:1: No matching export in "checker/dsl.ts" for import "never"'],
    ],
    [
      'two properties of one name',
      'properties/mine/strong-isr.ts',
      propertyFile('() => true'),
      [
        /^properties\/.*strong-isr\.ts: the name strong-isr is taken by properties\/.*strong-isr\.ts already\.$/m,
      ],
    ],
    [
      'two protocols of one name',
      'model/mine/protocols/kip-320.ts',
      counterFile(),
      [/^model\/.*kip-320\.ts: the name kip-320 is taken by model\/.*kip-320\.ts already\.$/m],
    ],
    [
      'a name that a command line would take for several, or that verdicts.txt could not hold',
      'properties/mine/Some_Name.ts',
      propertyFile('() => true'),
      ['properties/mine/Some_Name.ts: "Some_Name" can be no name'],
    ],
    [
      'a name with a dot that parts nothing',
      'properties/mine/some..name.ts',
      propertyFile('() => true'),
      ['properties/mine/some..name.ts: "some..name" can be no name'],
    ],
    [
      'a protocol without a default export',
      'model/mine/protocols/some.ts',
      'export const some = 1;',
      ['model/mine/protocols/some.ts: it must default-export a protocol'],
    ],
    [
      'a protocol with a bound that has the name of an option',
      'model/mine/protocols/some.ts',
      counterFile({ bound: 'jobs' }),
      ['model/mine/protocols/some.ts: its bound jobs cannot have that name: --jobs is an option already.'],
    ],
    [
      'a malformed verdicts.txt',
      'traces/verdicts.txt',
      '# recorded\nkip-320 --brokers 2\n  many states\n',
      ['traces/verdicts.txt:3: "many states" is no verdict', 'Mend the line'],
    ],
  ])('%s', async ([, file, text, parts], { expect }) => {
    const copy = copyOfTree({ [file]: text });
    const ended = await copy.run('verify', '--brokers', '2');
    expectRefusal(expect, ended, ...parts);
    // What is of use next is the same again, once the file is mended.
    expect(nextOf(ended)).toEqual(['verify', '--brokers', '2']);
  });

  it('a verdicts.txt that is a directory', async ({ expect }) => {
    const copy = copyOfTree();
    copy.remove('traces/verdicts.txt');
    mkdirSync(join(copy.root, 'traces/verdicts.txt'));
    expectRefusal(expect, await copy.run('verify', 'kip-320'), 'traces/verdicts.txt: it is a directory.');
  });

  it('a limit on an action that heals, with any number of threads', async ({ expect }) => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile({ kind: 'heal', action: 'reconnect' }),
    });
    for (const threads of ['1', '2'])
      expectRefusal(
        expect,
        await copy.run('verify', 'some', '--limit', 'reconnect=1', '--threads', threads),
        'reconnect heals, and what heals is never limited: limit the fault instead.',
      );
  });
});
