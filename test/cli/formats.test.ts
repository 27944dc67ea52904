import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { mermaidOf } from '#cli/mermaid';
import type { Told } from '#checker/story';
import { nextOf, temporaryFolder, tidemarkHere } from '../support/tidemark.js';

const TRACE = join(root, 'traces/kip-279/strong-isr.trace');
const WALK = join(root, 'traces/walks/t02-kip-101-scenario-1-after.trace');
const inFolder = (name: string): string => join(temporaryFolder(), name);

/** The messages and notes of a diagram, each line in the shape that Mermaid wants. */
function read(diagram: string) {
  const [first, title, numbers, ...rest] = diagram.trimEnd().split('\n');
  expect([first, numbers]).toEqual(['sequenceDiagram', '  autonumber']);
  expect(title).toMatch(/^ {2}title [^#;]+$/);
  const named = rest.flatMap((line) => /^ {2}participant p\d+ as (.+)$/.exec(line)?.[1] ?? []);
  const isText = (text: string): boolean => !text.replaceAll(/#\d+;/g, '').match(/[#;]/);
  const steps = rest.slice(named.length).map((line) => {
    const [, message, note] =
      /^ {2}p\d+(?:->>|--x)p\d+: (.+)$/.exec(line) ?? /^ {2}()Note over p\d+: (.+)$/.exec(line) ?? [];
    expect(isText(message || note!), line).toBe(true);
    for (const [, of] of line.matchAll(/\bp(\d+)(?=->>|--x|:)/g))
      expect(Number(of)).toBeLessThan(named.length);
    return line.trim();
  });
  return { named, steps };
}

describe('tidemark replay --itf', () => {
  it.each([
    ['a trace', TRACE, 'strong-isr is violated by the last of 10 steps.'],
    ['a walk', WALK, 'The walk is as it is written: '],
  ])('writes %s, which it reads back and tells alike', async (_, path, outcome) => {
    const file = inFolder('some.itf.json');
    const [written, again] = [
      await tidemarkHere(['replay', path, '--itf', file]),
      await tidemarkHere(['replay', file]),
    ];
    expect(written.code).toBe(0);
    expect(written.stdout).toContain(`\n${file} is written.\n${outcome}`);
    expect(again).toEqual({ ...written, stdout: written.stdout.replace(`${file} is written.\n`, '') });
  });

  it('says where the states of such a file are not what happens', async () => {
    const file = inFolder('some.itf.json');
    await tidemarkHere(['replay', TRACE, '--itf', file]);
    const json = JSON.parse(readFileSync(file, 'utf8')) as { states: any[] };
    json.states[4].nextRecordId = 1;
    writeFileSync(file, JSON.stringify(json));
    const stale = await tidemarkHere(['replay', file]);
    expect(stale.code).toBe(1);
    expect(stale.stdout).toContain(
      `${file}: state 4: it says otherwise than what happens: nextRecordId 1→0.\n`,
    );
    json.states[3]['#meta'].chosen = { newLeader: 9 };
    writeFileSync(file, JSON.stringify(json));
    const impossible = await tidemarkHere(['replay', file]);
    expect(impossible.code).toBe(1);
    expect(impossible.stdout).toContain(
      `${file}: state 3: Step 3, controllerElectLeader, is not possible there`,
    );
    expect(nextOf(impossible)[0]).toBe('verify');
  });

  it('is read by shrink, which refuses that of a walk', async () => {
    const file = inFolder('some.itf.json');
    await tidemarkHere(['replay', WALK, '--itf', file]);
    const refused = await tidemarkHere(['shrink', file]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(`${file}:1: this is a walk, which is of no property.`);
  });
});

describe('tidemark replay --mermaid', () => {
  it('draws who acts on whom, and what came of it, and on standard output is alone', async () => {
    const ended = await tidemarkHere(['replay', TRACE, '--mermaid', '-']);
    expect(ended.code).toBe(0);
    const { named, steps } = read(ended.stdout);
    expect(named).toEqual(['controller', 'replica 0', 'replica 1', 'replica 2']);
    expect(steps.filter((line) => !line.startsWith('Note'))).toHaveLength(10);
    expect(steps.slice(0, 1)).toEqual(['p0->>p1: elects replica 0']);
    expect(steps.at(-2)).toBe('p3->>p2: learns that replica 1 leads in leader epoch 1');
    expect(steps.at(-1)).toMatch(/^Note over p3: replica 2 cuts r0 off its log<br\/>replicas\[2\]/);
    expect(ended.stderr).toContain('strong-isr is violated by the last of 10 steps.');
  });

  it('crosses out what is not possible, in a file', async () => {
    const file = inFolder('some.mmd');
    expect((await tidemarkHere(['replay', WALK, '--mermaid', file])).code).toBe(0);
    const { steps } = read(readFileSync(file, 'utf8'));
    const walk = readFileSync(WALK, 'utf8');
    expect(steps.filter((line) => line.includes('--x'))).toHaveLength(walk.match(/-> disabled$/gm)!.length);
  });

  it('needs no words, and escapes what Mermaid would take for its own', () => {
    const told = { state: null, step: { action: 'act', chosen: {} }, changes: [{ path: 'a', text: '1→2' }] };
    const some: Told[] = [
      { ...told, tells: [] },
      { ...told, says: 'a peer asks # of <some>; and 50 % more', tells: ['it; rests'] },
    ];
    const diagram = mermaidOf('a; b', some, ({ step }) => step.action);
    expect(diagram.split('\n')).toEqual([
      'sequenceDiagram',
      '  title a#59; b',
      '  autonumber',
      '  participant p0 as peer',
      '  participant p1 as the protocol',
      '  p1->>p1: act',
      '  Note over p1: a 1→2',
      '  p0->>p0: asks #35; of #60;some#62;#59; and 50 #37; more',
      '  Note over p0: it#59; rests<br/>a 1→2',
      '',
    ]);
  });
});

it.each([
  [
    'a folder that is not there',
    ['--itf', 'nowhere/some.json'],
    'nowhere/some.json: there is no such folder.',
  ],
  ['the trace itself', ['--mermaid', TRACE], 'it would be overwritten: name another file.'],
  ['standard output twice', ['--mermaid', '-', '--itf', '-'], 'it would be overwritten: name another file.'],
])('writes nothing to %s', async (_, options, message) => {
  const before = readFileSync(TRACE, 'utf8');
  const ended = await tidemarkHere(['replay', TRACE, ...options]);
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain(message);
  expect(readFileSync(TRACE, 'utf8')).toBe(before);
  nextOf(ended);
});
