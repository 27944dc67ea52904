import { closest } from 'fastest-levenshtein';
import { isProperty, type Property } from '#checker/property';
import { isProtocol, type Protocol } from '#checker/protocol';
import { InputError } from './errors.js';

/** A file of `model/` or `properties/`, by the name of what it exports. */
export interface Entry {
  readonly name: string;
  readonly file: string;
  /** The comment above its default export. */
  readonly doc: string;
  readonly load: () => Promise<{ readonly default?: unknown }>;
}
export interface Registry {
  readonly protocols: readonly Entry[];
  readonly properties: readonly Entry[];
}
/** What the executable tells the command line of the place it runs in. */
export interface Context {
  readonly registry: Registry;
  /** The address of the bundle, and of the module that a thread begins with. */
  readonly bundle: string;
  readonly worker: string;
  /** The folder of the project. */
  readonly root: string;
}

/** @throws InputError if there is none of that name, with the nearest that there is. */
export function entryNamed(entries: readonly Entry[], name: string, what: 'protocol' | 'property'): Entry {
  const found = entries.find((entry) => entry.name === name);
  if (found) return found;
  const nearest = closest(
    name,
    entries.map((entry) => entry.name),
  );
  throw new InputError(
    name === ''
      ? `The name of a ${what} is missing: between two commas, or where it was to be given, there is nothing.`
      : `There is no ${what} ${name}. Did you mean ${nearest}? \`npx tidemark list\` names them all.`,
    { next: 'list' },
  );
}

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

async function load<T>(
  { file, load }: Entry,
  accepts: (value: unknown) => value is T,
  expected: string,
): Promise<T> {
  let value: unknown;
  try {
    value = (await load()).default;
  } catch (error) {
    throw new InputError(
      `it throws while it is loaded: ${sentence(error instanceof Error ? error.message : String(error))} Mend it, or move it away.`,
      { file },
    );
  }
  if (!accepts(value))
    throw new InputError(`it must default-export ${expected}. Mend it, or move it away.`, { file });
  return value;
}
/** @throws InputError for a file that throws, or exports no protocol. */
export const loadProtocol = (entry: Entry): Promise<Protocol> =>
  load(entry, isProtocol, 'a protocol: protocol({ ... }) or withRules(...)');
/** @throws InputError for a file that throws, or exports no property. */
export const loadProperty = (entry: Entry): Promise<Property> =>
  load(entry, isProperty, 'a property: always(...), alwaysStep(...) or sometimes(...)');
