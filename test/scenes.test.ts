import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { boundsFor } from '#checker/bounds';
import { limit } from '#checker/dsl';
import type { Actor } from '#checker/scene';
import { stage, type Staged } from '#checker/staged';
import { tell } from '#checker/story';
import { parseTraceOrWalk } from '#checker/trace-text';
import { loadProtocol, protocolNamed } from '#cli/registry';
import { registry } from './support/registry.js';

const folder = join(root, 'traces');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.trace'))
  .sort();

const NO_WORDS = /undefined|null|NaN|Infinity|\[object|nobody \d|-\d|\s\s|^$/;
function expectWords({ actors, arrows }: Staged): void {
  const words = actors.flatMap(({ name, role, log = [], marks = [], notes = [], mistakes = [] }) => [
    name,
    ...(role ? [role.text] : []),
    ...log.map(({ text }) => text),
    ...marks.map((mark) => mark.name),
    ...notes,
    ...mistakes,
  ]);
  for (const one of [...words, ...arrows.map(({ text }) => text ?? '')]) expect(one).not.toMatch(NO_WORDS);
  for (const { from, to } of arrows) expect(from).not.toBe(to);
  for (const { log = [], marks = [] } of actors)
    for (const { offset } of marks) {
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(log.length);
    }
}
/** Who is named in a sentence as one who does something to, or with, another. */
const named = (says: string, actors: readonly Actor[]): string[] =>
  actors.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(says));

/** What is said between two who are named, and is no message from one to the other. */
const NO_MESSAGE = new Set([
  'controllerElectLeader',
  'controllerElectUncleanLeader',
  'controllerFenceRunning',
  'controllerFenceStopped',
  'controllerShrinkIsr',
  'controllerUnfence',
]);

describe('what happens is drawn', () => {
  it('in every protocol, by a scene of its own', async () => {
    for (const entry of registry.protocols)
      expect((await loadProtocol(entry)).scene?.actors, entry.file).toBeTypeOf('function');
  });
  for (const file of files)
    it(`of traces/${file}`, async () => {
      const text = readFileSync(join(folder, file), 'utf8');
      const { protocol: name, bounds: given, limits, steps } = parseTraceOrWalk(text);
      const found = await loadProtocol(protocolNamed(registry, name));
      const protocol = Object.keys(limits).length === 0 ? found : limit(found, limits);
      const bounds = boundsFor(protocol.bounds, given);
      const staged = stage(protocol, bounds, steps, protocol.scene!);
      staged.forEach(expectWords);
      for (const [i, { says, refusal, step }] of tell(protocol, bounds, steps).told.entries()) {
        const { actors, arrows } = staged[i + 1]!;
        if (refusal !== undefined || NO_MESSAGE.has(step.action)) continue;
        const both = named(says!, actors);
        if (both.length === 2) expect(arrows.length, says).toBeGreaterThan(0);
      }
    });
});
