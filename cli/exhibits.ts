import { closest } from 'fastest-levenshtein';
import { boundsFor } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import type { Exhibit } from '#scenarios/exhibit';
import { InputError } from './errors.js';
import { loadExhibit, type Context, type ExhibitEntry, type Registry } from './registry.js';
import { readVerdicts, type ExpectedRun, type RecordedVerdict } from './verdicts.js';

/** An exhibit, and the file that it lies in. */
export interface Catalogued {
  readonly entry: ExhibitEntry;
  readonly exhibit: Exhibit;
}

/** @throws InputError for a file that exports no exhibit, or one whose id is taken. */
export async function loadExhibits({ exhibits }: Registry): Promise<Catalogued[]> {
  const all = await Promise.all(
    exhibits.map(async (entry) => ({ entry, exhibit: await loadExhibit(entry) })),
  );
  for (const [i, { entry, exhibit }] of all.entries()) {
    const twin = all.findIndex((other) => plain(other.exhibit.id) === plain(exhibit.id));
    if (twin !== i)
      throw new InputError(`the id ${exhibit.id} is taken by ${all[twin]!.entry.file} already.`, {
        file: entry.file,
      });
  }
  return all;
}

/** `A01`, `a1` and `A1` are one id. */
const plain = (name: string): string => name.toLowerCase().replace(/^([a-z]+)0+(?=\d)/, '$1');

/** @param name The id, or the name of the file. @throws InputError with the nearest that there is. */
export function exhibitNamed(all: readonly Catalogued[], name: string): Catalogued {
  const byName = new Map(
    all.flatMap((one) => [one.exhibit.id, one.entry.name].map((known) => [plain(known), one])),
  );
  const found = byName.get(plain(name));
  if (found) return found;
  const nearest = byName.get(closest(plain(name), [...byName.keys()]));
  throw new InputError(
    name === ''
      ? 'The id of an exhibit is missing: between two commas, or where it was to be given, there is nothing.'
      : `There is no exhibit ${name}. Did you mean ${nearest?.exhibit.id}? \`npx tidemark museum\` names them all.`,
    { next: 'museum' },
  );
}

/** What an exhibit says of its sides, each in its own cluster. */
function expectedOf({ entry, exhibit }: Catalogued): ExpectedRun[] {
  const { property, flaw, fix, free = [] } = exhibit;
  const run = (protocol: string, { bounds }: Protocol, verdict: RecordedVerdict): ExpectedRun => ({
    protocol,
    bounds: boundsFor(bounds),
    properties: new Map([[property, verdict]]),
  });
  const held = run(entry.fixed, fix.protocol, { verdict: 'holds', vacuous: false, steps: null });
  return [
    ...(flaw
      ? [run(entry.name, flaw.protocol, { verdict: 'violated', vacuous: false, steps: flaw.steps })]
      : []),
    { ...held, distinctStates: fix.states, free },
  ];
}

/** All that is known beforehand: what `traces/verdicts.txt` records, and what the exhibits say. @throws InputError */
export async function expectedRuns({
  root,
  registry,
}: Pick<Context, 'root' | 'registry'>): Promise<ExpectedRun[]> {
  return [...readVerdicts(root), ...(await loadExhibits(registry)).flatMap(expectedOf)];
}
