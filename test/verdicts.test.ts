import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { appliesTo } from '#checker/property';
import { loadProperty, loadProtocol } from '#cli/registry';
import { verdictMatrix, withMatrix } from '#cli/readme';
import { parseVerdicts, recordOf } from '#cli/verdicts';
import { projectContext, searches } from './support/searches.js';

const verdicts = parseVerdicts(readFileSync(`${root}traces/verdicts.txt`, 'utf8'), 'verdicts.txt');
const search = searches();

describe.concurrent('what is recorded is found again', () => {
  for (const recorded of verdicts)
    it(`of ${recorded.protocol} within ${JSON.stringify(recorded.bounds)}`, async () => {
      const report = await search({ ...recorded, properties: [...recorded.properties.keys()] });
      expect(recordOf(recorded.protocol, report)).toEqual(recorded);
    });
});

it('every protocol is recorded at its default bounds, with every property that speaks of it', async () => {
  const { registry } = await projectContext();
  for (const entry of registry.protocols) {
    const protocol = await loadProtocol(entry);
    const recorded = verdicts.find(
      (run) =>
        run.protocol === entry.name &&
        Object.entries(protocol.bounds as Record<string, { default: number }>).every(
          ([name, { default: usual }]) => run.bounds[name] === usual,
        ),
    );
    for (const one of registry.properties) {
      const property = await loadProperty(one);
      if (!property.onRequest && appliesTo(property, protocol.schema))
        expect([...(recorded?.properties.keys() ?? [])]).toContain(one.name);
    }
  }
});

it('every action of every protocol that limits none happens, and gives a new state', async () => {
  const { registry } = await projectContext();
  for (const entry of registry.protocols) {
    const { name } = entry;
    // Of one with a budget of faults, test/delivery/actions.test.ts asks that.
    if ((await loadProtocol(entry)).limits) continue;
    const recorded = verdicts.find(({ protocol }) => protocol === name)!;
    const { actions } = await search({ protocol: name, properties: [], bounds: recorded.bounds });
    expect(actions.filter(({ generated, distinct }) => generated === 0 || distinct === 0)).toEqual([]);
  }
});

it('the README shows what is recorded', () => {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  expect(withMatrix(readme, verdicts)).toBe(readme);
  expect(readme).toContain(verdictMatrix(verdicts));
});
