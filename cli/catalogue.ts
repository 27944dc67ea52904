import { InputError } from './errors.js';
import { didYouMean, nearest } from './nearest.js';
import type { Entry } from './registry.js';

/** What is known by an id, and by the file that it lies in. */
interface InFile {
  readonly entry: Entry;
}
/** What a command shows: what one of it is called, and how all ids and one of them are found. */
export interface Kind<T extends InFile> {
  readonly a: 'a' | 'an';
  readonly name: string;
  readonly command: string;
  readonly idOf: (one: T) => string;
  /** Whether `A01` and `A1` are one id. */
  readonly isPadded: boolean;
}
/** What is shown by another command, of which somebody may ask for one here. */
export interface Elsewhere {
  readonly is: string;
  readonly command: string;
  readonly ids: readonly string[];
}

/** @throws InputError for a file whose id is taken. */
export function refuseTwins<T extends InFile>(all: readonly T[], kind: Kind<T>): void {
  const { idOf } = kind;
  const plain = plainOf(kind);
  for (const [i, one] of all.entries()) {
    const twin = all.findIndex((other) => plain(idOf(other)) === plain(idOf(one)));
    if (twin !== i)
      throw new InputError(`the id ${idOf(one)} is taken by ${all[twin]!.entry.file} already.`, {
        file: one.entry.file,
      });
  }
}

/** An id as it is compared. */
const plainOf =
  ({ isPadded }: { readonly isPadded: boolean }) =>
  (name: string): string =>
    isPadded ? name.toLowerCase().replace(/^([a-z]+)0+(?=\d)/, '$1') : name.toLowerCase();

/**
 * @param name The id, or the name of the file.
 * @throws InputError with what is near, if anything is, or with the command that shows what has this id.
 */
export function named<T extends InFile>(
  all: readonly T[],
  name: string,
  kind: Kind<T>,
  elsewhere?: Elsewhere,
): T {
  const { idOf, command } = kind;
  const plain = plainOf(kind);
  const byName = new Map(
    all.flatMap((one) => [idOf(one), one.entry.name].map((known) => [plain(known), one])),
  );
  const found = byName.get(plain(name));
  if (found) return found;
  const other = elsewhere?.ids.find((id) => id.toLowerCase() === name.toLowerCase());
  if (elsewhere && other !== undefined)
    throw new InputError(`${other} is ${elsewhere.is}, and no ${kind.name}.`, {
      next: `${elsewhere.command} ${other}`,
    });
  const near = new Set(nearest(plain(name), [...byName.keys()]).map((known) => idOf(byName.get(known)!)));
  throw new InputError(
    name === ''
      ? `The id of ${kind.a} ${kind.name} is missing: between two commas, or where it was to be given, there is nothing.`
      : `There is no ${kind.name} ${name}.${didYouMean([...near])} \`npx tidemark ${command}\` names them all.`,
    { next: command },
  );
}
