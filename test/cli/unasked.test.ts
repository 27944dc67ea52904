import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { check } from '#checker/breadth-first';
import { always, type Property } from '#checker/dsl';
import { closing } from '#cli/closing';
import { EXIT } from '#cli/errors';
import { judge } from '#cli/expectation';
import { fullReport, type Done } from '#cli/render';
import type { ExpectedRun } from '#cli/verdicts';
import { counting, countTo } from '../support/count-to.js';
import { nextOf, temporaryFolder, tidemark, type Ended } from '../support/tidemark.js';

const ALL = 'All is as it is recorded or expected';
const never = always(counting, { given: ({ n }) => n > 99, holds: () => false });
const small = always(counting, ({ n }) => n < 9);

function done(
  protocol: string,
  properties: Readonly<Record<string, Property>>,
  more: { readonly recorded?: Partial<ExpectedRun>; readonly onRequest?: readonly string[] } = {},
): Done {
  const bounds = boundsFor(countTo.bounds);
  const job = { protocol, properties: Object.keys(properties), bounds, limits: {} };
  const recorded = more.recorded && { protocol, bounds, properties: new Map(), ...more.recorded };
  const report = check(countTo, properties);
  const { onRequest = [] } = more;
  const selected = { job, protocol: countTo, properties, recorded, onRequest };
  return { selected, report, judgement: judge(report, recorded), seconds: 1 };
}
const ends = (...all: readonly Done[]): string => closing(all, EXIT.asExpected).at(-1)!;

describe('what was not asked', () => {
  it('is not said to be as expected, where it is all there is', () => {
    expect(ends(done('a', {}))).toBe(
      'Nothing was asked of a: no property speaks of it. Its states were counted.',
    );
    expect(ends(done('a', {}), done('b', {}, { onRequest: ['c'] }))).toBe(
      'Nothing was asked of a, b: no property speaks of them, but for what is judged on request: c. Their states were counted.',
    );
    expect(ends(done('a', {}), done('b', { small }))).toBe(`${ALL}; nothing was asked of a.`);
  });
  it('is told where its properties would be', () => {
    const report = (one: Done): string => stripVTControlCharacters(fullReport(one));
    expect(report(done('a', {}))).toContain('exact states\n\n  No property speaks of it.\n\n  action ');
    expect(report(done('a', {}, { onRequest: ['c', 'd'] }))).toContain(
      '  No property speaks of it, but for what is judged on request: c, d.\n',
    );
  });
  it('was asked, where its states are recorded', () => {
    expect(ends(done('a', {}, { recorded: { distinctStates: 4 } }))).toBe(`${ALL}.`);
  });
});

describe('what was never put to the test', () => {
  const recorded = {
    properties: new Map([['never', { verdict: 'holds', vacuous: true, steps: null } as const]]),
  };
  it('is said, unless it is recorded so', () => {
    expect(ends(done('a', { never, small }))).toBe(`${ALL}; never was never put to the test.`);
    expect(ends(done('a', { never, again: never }))).toBe(`${ALL}; never, again were never put to the test.`);
    expect(ends(done('a', { never }, { recorded }))).toBe(`${ALL}.`);
    expect(ends(done('a', { small }))).toBe(`${ALL}.`);
  });
  it('is said of which searches, where there are several', () => {
    const names = (n: number): Done[] =>
      ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, n).map((name) => done(name, { never }));
    expect(ends(...names(2), done('g', { small }))).toBe(
      `${ALL}; some property was never put to the test in a, b.`,
    );
    expect(ends(...names(6))).toBe(`${ALL}; some property was never put to the test in 6 searches.`);
  });
});

const PROTOCOL = `import { actionsOf, flag, protocol, record } from 'tidemark';

export const lamp = record({ on: flag });
const action = actionsOf();
/** On, and off. */
export default protocol({
  bounds: {},
  schema: lamp,
  initial: () => {},
  rules: {},
  actions: { turn: () => action({ choose: {}, then: (_, s) => { s.on = !s.on; } }) },
});
`;
const property = (word: string, schema: string): string => `import { always, flag, record } from 'tidemark';
import ${word} from '../protocols/lamp.js';
const light = record({ bright: flag });
/** It is there for a test. */
export default always(${schema}, () => true);
`;
const run = async (files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> => {
  const cwd = temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  }
  return tidemark(args, { cwd });
};

describe.concurrent('a folder of who uses it', () => {
  it('without a property leads to one', async ({ expect }) => {
    const ended = await run({ 'protocols/lamp.ts': PROTOCOL }, 'verify', 'lamp', '--dir', '.');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^ {2}2 distinct states/m);
    expect(ended.stdout).toContain(
      'Nothing was asked of lamp: no property speaks of it. Its states were counted.\n',
    );
    expect(nextOf(ended).join(' ')).toBe('new property first-question --dir .');
  });
  it('of which the protocols alone were named leads to the properties beside them', async ({ expect }) => {
    const files = {
      'protocols/lamp.ts': PROTOCOL,
      'properties/fine.ts': property('{ lamp }', 'lamp'),
    };
    const ended = await run(files, 'verify', 'lamp', '--dir', 'protocols');
    expect(ended.code).toBe(0);
    expect(nextOf(ended).join(' ')).toBe('verify lamp --dir .');
  });
  it('with a property that speaks of no protocol there has it named', async ({ expect }) => {
    const files = {
      'protocols/lamp.ts': PROTOCOL,
      'properties/fine.ts': property('{ lamp }', 'lamp'),
      'properties/no-x.ts': property('{ lamp }', 'light'),
    };
    const [verified, listed] = await Promise.all([
      run(files, 'verify', 'lamp', '--dir', '.'),
      run(files, 'list', '--dir', '.'),
    ]);
    expect(verified.code).toBe(0);
    expect(verified.stderr).toBe(
      'no-x speaks of no protocol here: none has all the variables of its schema, and it is not judged. Give it the schema of a protocol, or a part of that.\n',
    );
    expect(listed.stdout).toContain('no-x  always\n    It is there for a test.\n    of no protocol here\n');
  });
  it('with a property that was handed a protocol is refused, and says what it is to be handed', async ({
    expect,
  }) => {
    const files = {
      'protocols/lamp.ts': PROTOCOL,
      'properties/no-x.ts': property('lamp', 'lamp'),
    };
    const ended = await run(files, 'verify', 'lamp', '--dir', '.');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toMatch(
      /^properties\/no-x\.ts: .* always\(schema, \.\.\.\) takes the schema .* was given a protocol\. Import the schema by its name/,
    );
  });
});
