import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { pageOf, writeFilesOf } from '../support/pages.js';
import { temporaryFolder, tidemark, tidemarkIn } from '../support/tidemark.js';

/** docs/reference/formats.md names what the documents have: every field, and no other. */
const page = pageOf('docs/reference/formats.md');

/** What is below these goes by the names of bounds, actions and properties, or is a step of a witness. */
const BY_NAME = ['bounds', 'limits', 'traces', 'trace[]', 'coverage.actions', 'witnesses', 'tested'];
const isByName = (path: string): boolean =>
  BY_NAME.some((name) => path === name || path.endsWith(`.${name}`));

/** The paths of all fields of a document: of a list, those of what is in it, `runs[].cut`. */
function pathsIn(json: unknown, path = ''): string[] {
  if (Array.isArray(json)) return [`${path}[]`, ...json.flatMap((one) => pathsIn(one, `${path}[]`))];
  if (typeof json !== 'object' || json === null) return [path];
  const inside = isByName(path)
    ? []
    : Object.entries(json).flatMap(([name, one]) => pathsIn(one, path === '' ? name : `${path}.${name}`));
  return path === '' ? inside : [path, ...inside];
}
async function fieldsOf(...runs: readonly string[]): Promise<string[]> {
  const folder = temporaryFolder();
  writeFilesOf(pageOf('docs/reference/properties.md'), folder);
  const documents: unknown[] = [];
  for (const run of runs) {
    const { stdout } = await tidemarkIn(folder, [...run.split(' '), '--json']);
    documents.push(JSON.parse(stdout));
  }
  const paths = new Set(documents.flatMap((one) => pathsIn(one)));
  // A list is named as one, also where it was empty or is null.
  return [...paths].filter((one) => !paths.has(`${one}[]`)).sort();
}

/** The fields that have a row below a heading. */
function rowsBelow(heading: string): string[] {
  const section = page.text.split(/^#+ /m).find((one) => one.startsWith(`${heading}\n`))!;
  return [...section.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \|/gm)]
    .flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, field]) => field!))
    .sort();
}

describe('the fields of JSON', () => {
  it('that verify writes', async () => {
    const fields = await fieldsOf(
      'verify kip-320 --brokers 1 --records 0 --property strong-isr --terminal',
      'verify kip-320 --brokers 1 --leader-epochs 0 --limit controllerShrinkIsr=0 --terminal',
      'verify async-isr --brokers 2 --max-offset 1 --max-version 1',
      'verify kip-320 --brokers 2 --property somebody-in-sync --dir mine',
      'verify kafka-as-designed --brokers 2 --property leader-can-return --partition-epochs 1',
      'verify kafka-as-designed --brokers 2 --out-of-sync 1 --property leader-can-return-with-any-replica --limit brokerCrash=1',
    );
    expect(fields).toEqual(rowsBelow('verify --json'));
  });
  it('that simulate writes', async () => {
    const fields = await fieldsOf(
      'simulate kip-320 --brokers 1 --seed 1 --runs 1',
      'simulate kip-320 --brokers 2 --property somebody-in-sync --seed 1 --dir mine',
    );
    expect(fields).toEqual(rowsBelow('simulate --json'));
  });
  it('that museum writes', async () => {
    expect(await fieldsOf('museum A28')).toEqual(rowsBelow('museum --json'));
  });
  it('that claims writes', async () => {
    expect(await fieldsOf('claims R1,P1')).toEqual(rowsBelow('claims --json'));
  });
  it('that tables writes, beside those of verify', async () => {
    const ofVerify = new Set(
      rowsBelow('verify --json').map((field) => field.replace('runs[]', 'tables[].rows[]')),
    );
    // A list that is null in all rows is that list still.
    const beside = (fields: readonly string[]): string[] =>
      fields.filter((one) => !ofVerify.has(one) && !ofVerify.has(`${one}[]`));
    const fields = await fieldsOf('tables elections --time 1');
    expect(beside(fields)).toEqual(beside(rowsBelow('tables --json')));
  });
  it('that is written where something is refused', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'properties'));
    writeFileSync(join(folder, 'properties', 'broken.ts'), 'export default (;\n');
    const { code, stdout } = await tidemark(['verify', '--json', '--dir', '.'], { cwd: folder });
    expect(code).toBe(3);
    expect(pathsIn(JSON.parse(stdout)).sort()).toEqual(rowsBelow('JSON documents'));
  });
});

it('the trace that is shown is the one that there is, as far as its lines go', () => {
  const shown = page.blocks
    .find(({ text }) => text.startsWith('# two-copies-at-ack'))!
    .text.trimEnd()
    .split('\n');
  const file = readFileSync(join(root, 'traces/c2-two-copies-breaks/two-copies-at-ack.trace'), 'utf8');
  const lines = file.trimEnd().split('\n');
  expect(shown).toHaveLength(lines.length);
  for (const [i, line] of shown.entries())
    if (line.endsWith(' …')) expect(lines[i]!.startsWith(line.slice(0, -' …'.length)), line).toBe(true);
    else expect(line).toBe(lines[i]);
});
