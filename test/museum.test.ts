import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { boundsFor } from '#checker/bounds';
import type { Protocol } from '#checker/dsl';
import type { Report } from '#checker/outcome';
import { decides } from '#checker/decides';
import { parseTrace, printTrace } from '#checker/trace-text';
import { grouped } from '#checker/words';
import { EXIT } from '#cli/errors';
import { expectedRuns, loadExhibits } from '#cli/exhibits';
import { judge } from '#cli/expectation';
import { loadProperty, propertyNamed } from '#cli/registry';
import { traceFileName } from '#cli/traces';
import { registry } from './support/registry.js';
import { searches } from './support/searches.js';

const exhibits = await loadExhibits(registry);
const expected = await expectedRuns({ root, registry });
const search = searches({ stopAtFirst: true });

/** Searches a side in its own cluster, and compares with what the exhibit says. */
async function found(name: string, property: string, { bounds }: Protocol): Promise<Report> {
  const report = await search({ protocol: name, properties: [property], bounds: boundsFor(bounds) });
  const run = expected.find(({ protocol }) => protocol === name)!;
  expect([...run.properties.keys()]).toEqual([property]);
  expect(judge(report, run)).toEqual({ code: EXIT.asExpected, differences: [] });
  return report;
}

it('an exhibit has the file of its id, a title of one line, and a source', () => {
  for (const { entry, exhibit } of exhibits) {
    const [, letters, number] = /^(.+?)0*(\d+)$/.exec(exhibit.id.toLowerCase())!;
    expect(entry.name).toMatch(new RegExp(`^${letters}0*${number}-[a-z0-9-]+$`));
    expect(exhibit.title, entry.file).toMatch(/^\S.{9,79}[^.\s]$/);
    expect(exhibit.source.length, entry.file).toBeGreaterThan(3);
  }
});

it('the README has the figures of the headline, and the number of exhibits', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const { entry, exhibit } of exhibits.filter(({ exhibit: { id } }) => id.startsWith('H'))) {
    const trace = `traces/${entry.name}/${exhibit.property}.trace`;
    expect(readme).toContain(`[violated in ${exhibit.flaw!.steps} steps](${trace})`);
    if (exhibit.id !== 'H3') expect(readme).toContain(`holds: ${grouped(exhibit.fix.states)} states`);
  }
  expect(readme).toContain(`\`npx tidemark museum\` runs ${exhibits.length} exhibits`);
});

for (const { entry, exhibit } of exhibits) {
  const { id, title, property, flaw, fix } = exhibit;
  if (flaw)
    it.concurrent(`${id} with the flaw violates ${property} in ${flaw.steps} steps: ${title}`, async () => {
      const { protocol, steps } = flaw;
      const report = await found(entry.name, property, protocol);
      const { outcome } = report.properties[0]!;
      if (outcome.verdict !== 'violated') throw new Error(outcome.verdict);
      expect(outcome.trace).toHaveLength(steps);

      const { bounds } = report;
      const golden = join(root, traceFileName(entry.name, property, bounds, protocol.bounds));
      expect(existsSync(golden), `${golden}: npx tidemark museum ${id} --rewrite`).toBe(true);
      const text = readFileSync(golden, 'utf8');
      const { story } = parseTrace(text);
      const trace = { protocol: entry.name, property, bounds, limits: {}, story, steps: outcome.trace };
      expect(printTrace(trace, protocol)).toBe(text);
      const claim = await loadProperty(propertyNamed(registry, property));
      expect(decides(claim, protocol, bounds, outcome.trace)).toBe(true);
    });
  it.concurrent(`${id} mended upholds ${property} in each of ${fix.states} states`, async () => {
    const report = await found(entry.fixed, property, fix.protocol);
    expect(report).toMatchObject({ complete: true, distinctStates: fix.states, collisionProbability: 0 });
    expect(report.properties[0]!.outcome).toMatchObject({ verdict: 'holds', vacuous: false });
  });
}
