import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { boundsFor } from '#checker/bounds';
import { limit, type Protocol } from '#checker/dsl';
import type { Property } from '#checker/property';
import { decides } from '#checker/decides';
import { follow } from '#checker/trace';
import { parseTrace, printTrace, type TraceFile } from '#checker/trace-text';
import { expectedRuns } from '#cli/exhibits';
import { loadProperty, loadProtocol, propertyNamed, protocolNamed, scenarioOf } from '#cli/registry';
import { fileOf } from '#cli/rewrite';
import { readRecord } from '#cli/table-record';
import { loadTables, selectRows } from '#cli/table-runs';
import { traceFileName } from '#cli/traces';
import { parseVerdicts, printVerdicts, sameBounds, type RecordedVerdict } from '#cli/verdicts';
import { registry } from './support/registry.js';

const folder = join(root, 'traces');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  // Walks are of no property: walks.test.ts.
  .filter((file) => file.endsWith('.trace') && !file.startsWith('walks/'))
  .sort();
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const verdicts = parseVerdicts(text('verdicts.txt'), 'verdicts.txt');

const expected = await expectedRuns({ root, registry });
/** What the cells of tables are recorded as, by where their traces lie: a search with limits is recorded nowhere else. */
const cells = new Map<string, RecordedVerdict>();
for (const tabled of await loadTables(registry)) {
  const record = readRecord(root, tabled.entry.name, tabled.table);
  for (const selected of await selectRows(tabled, record, registry))
    for (const [property, verdict] of selected.recorded!.properties)
      cells.set(fileOf(selected, property), verdict);
}
const protocolOf = (name: string): Promise<Protocol> => loadProtocol(protocolNamed(registry, name));
const propertyOf = (name: string): Promise<Property> => loadProperty(propertyNamed(registry, name));

/** The protocol of a trace, with its limits. */
async function protocolIn({ protocol, limits }: TraceFile): Promise<Protocol> {
  const found = await protocolOf(protocol);
  return Object.keys(limits).length === 0 ? found : limit(found, limits);
}

describe('every trace in traces/', () => {
  for (const file of files) {
    const trace = parseTrace(text(file));
    const isUnlimited = Object.keys(trace.limits).length === 0;
    const known = expected.find(
      ({ protocol, bounds }) =>
        isUnlimited && protocol === trace.protocol && sameBounds(bounds, trace.bounds),
    );

    it(`${file} can be taken, step for step, and ends where it says`, async () => {
      const protocol = await protocolIn(trace);
      const bounds = boundsFor(protocol.bounds, trace.bounds);
      expect(bounds).toEqual(trace.bounds);
      follow(protocol, bounds, trace.steps);
      expect(decides(await propertyOf(trace.property), protocol, bounds, trace.steps)).toBe(true);
    });
    it(`${file} is printed as it lies there, lies where it belongs, and has a story, if no scenario tells it`, async () => {
      const protocol = await protocolIn(trace);
      expect(printTrace(trace, protocol)).toBe(text(file));
      const { bounds: declared } = protocol;
      expect(traceFileName(trace.protocol, trace.property, trace.bounds, declared, trace.limits)).toBe(
        join('traces', file),
      );
      // An exhibit or a claim tells its story in its own file.
      if (scenarioOf(registry, trace.protocol) === undefined)
        expect(trace.story.join('').length).toBeGreaterThan(40);
    });
    it(`${file} is as long as verdicts.txt or a table records, or the scenario says`, () => {
      const cell = cells.get(join('traces', file));
      const said = known?.properties.get(trace.property) ?? cell;
      expect(cell ?? said).toEqual(said);
      expect(said).toEqual({
        verdict: 'violated',
        vacuous: false,
        steps: trace.steps.length,
      });
    });
  }
});

it('there is a trace of every violation in verdicts.txt', async () => {
  for (const { protocol, bounds, properties } of verdicts)
    for (const [property, { verdict }] of properties)
      if (verdict === 'violated')
        expect(files.map((file) => join('traces', file))).toContain(
          traceFileName(protocol, property, bounds, (await protocolOf(protocol)).bounds),
        );
});

it('there is a trace of every violation in a table', () => {
  const violated = [...cells].filter(([, { verdict }]) => verdict === 'violated');
  expect(violated.length).toBeGreaterThan(0);
  for (const [file] of violated) expect(files.map((one) => join('traces', one))).toContain(file);
});

it('verdicts.txt is as it would be printed', () => {
  expect(printVerdicts(verdicts)).toBe(text('verdicts.txt'));
});
