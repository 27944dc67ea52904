import type { Protocol } from '#checker/dsl';
import type { Report } from '#checker/outcome';
import { appliesTo } from '#checker/property';
import { loadProperty } from '#cli/registry';
import { registry } from './registry.js';

const judged = await Promise.all(
  registry.properties.map(async (entry) => ({ name: entry.name, property: await loadProperty(entry) })),
);
/** What must hold of a protocol where nothing else is asked for, by name. */
export const whatMustHold = ({ schema }: Protocol): string[] =>
  judged
    .filter(({ property }) => property.kind !== 'sometimes' && !property.onRequest)
    .filter(({ property }) => appliesTo(property, schema))
    .map(({ name }) => name);

/** What a whole search found not to hold: by name, in how many steps. */
export function brokenIn({ complete, properties }: Report): Readonly<Record<string, number>> {
  if (!complete) throw new Error('The search was not finished.');
  return Object.fromEntries(
    properties.flatMap(({ name, outcome }) =>
      outcome.verdict === 'violated' ? [[name, outcome.trace.length]] : [],
    ),
  );
}
