import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { boundName, boundsFor, type BoundDeclarations, type Bounds } from '#checker/bounds';
import type { Report } from '#checker/outcome';
import { loadExhibits } from '#cli/exhibits';
import { parseVerdicts } from '#cli/verdicts';
import { mutants } from './mutants/table.js';
import type { Fate } from './mutants/mutant.js';
import { registry } from './support/registry.js';
import { searches } from './support/searches.js';

const table = fileURLToPath(new URL('mutants/table.ts', import.meta.url));
const toTheEnd = searches({ table });
const toTheFirst = searches({ table, stopAtFirst: true });

const boundsOf = (options: string, declared: BoundDeclarations): Bounds => {
  const given = [...options.matchAll(/--([a-z-]+) (\d+)/g)].map(([, name, value]) => [
    boundName(name!),
    Number(value),
  ]);
  return boundsFor(declared, Object.fromEntries(given));
};
function fateOf({ complete, properties: [property] }: Report): Fate {
  const { outcome } = property!;
  if (outcome.verdict === 'violated') return outcome.trace.length;
  expect(complete).toBe(true);
  return outcome.verdict === 'neverSeen' ? 'never seen' : 'survives';
}

describe.concurrent('what becomes of a mutant', () => {
  for (const [name, { protocol, property, fates, states }] of Object.entries(mutants))
    for (const [options, fate] of Object.entries(fates))
      it(`${name} ${options}: ${property} ${typeof fate === 'number' ? `in ${fate} steps` : fate}`, async () => {
        const search = typeof fate === 'number' ? toTheFirst : toTheEnd;
        const report = await search({
          protocol: name,
          properties: [property],
          bounds: boundsOf(options, protocol.bounds),
        });
        expect(fateOf(report)).toBe(fate);
        if (states !== undefined && options.includes('--records 2'))
          expect(report.distinctStates).toBe(states);
      });
});

it('every property is broken by a mutant, by an exhibit, or by a protocol that is recorded to break it', async () => {
  const recorded = parseVerdicts(
    readFileSync(new URL('../traces/verdicts.txt', import.meta.url), 'utf8'),
    'verdicts.txt',
  );
  const exhibits = await loadExhibits(registry);
  const broken = new Set([
    ...exhibits.flatMap(({ exhibit: { flaw, property } }) => (flaw ? [property] : [])),
    ...Object.values(mutants).flatMap(({ property, fates }) =>
      Object.values(fates).some((fate) => fate !== 'survives') ? [property] : [],
    ),
    ...recorded.flatMap(({ properties }) =>
      [...properties].flatMap(([name, { verdict }]) =>
        verdict === 'violated' || verdict === 'neverSeen' ? [name] : [],
      ),
    ),
  ]);
  for (const { name } of findSources(root).properties) expect(broken).toContain(name);
});
