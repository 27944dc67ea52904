import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { parseTrace, printTrace } from '#checker/trace-text';
import { EXIT } from '#cli/errors';
import { judge } from '#cli/expectation';
import type { Done } from '#cli/render';
import { fileOf } from '#cli/rewrite';
import type { Selected } from '#cli/select';
import { printTable, readRecord, tableFile } from '#cli/table-record';
import { loadTables, selectRows } from '#cli/table-runs';
import { registry } from './support/registry.js';
import { searches } from './support/searches.js';

const search = searches();
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Searches a row, which is to be as recorded, and so is the trace of each violation. */
async function found(selected: Selected): Promise<Done> {
  const { job, protocol, recorded } = selected;
  const report = await search(job);
  const judgement = judge(report, recorded);
  expect(judgement).toEqual({ code: EXIT.asExpected, differences: [] });
  for (const { name: property, outcome } of report.properties) {
    if (outcome.verdict !== 'violated') continue;
    const text = read(fileOf(selected, property));
    const { story } = parseTrace(text);
    expect(printTrace({ ...job, property, story, steps: outcome.trace }, protocol)).toBe(text);
  }
  return { selected, report, judgement, seconds: 0 };
}

for (const { entry, table } of await loadTables(registry)) {
  const { name } = entry;
  it(`${name} is as traces/${name}.txt records it, to the letter, and so is each trace`, async () => {
    const rows = await selectRows({ entry, table }, readRecord(root, name, table), registry);
    const done = await Promise.all(rows.map(found));
    expect(printTable(name, table, done)).toBe(read(tableFile(name)));
  });
}

it('with clean election a partition may be left without a leader, and the table says so', async () => {
  const { table } = (await loadTables(registry)).find(({ entry }) => entry.name === 'elections')!;
  const { rows } = readRecord(root, 'elections', table);
  for (const [label, { properties }] of rows) {
    const { verdict } = properties.get('leader-can-return-without-restart')!;
    expect(verdict, label).toBe(label.includes(', off, ') ? 'violated' : 'holds');
  }
});
