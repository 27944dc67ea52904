import { distance } from 'fastest-levenshtein';

/** So many are suggested at most. */
const FEW = 3;
/** The share of a word that may be otherwise. Of a short word one letter may be, whatever share it is. */
const APART = 0.4;

/**
 * What somebody may have meant: what begins like this, or else what is next to it. What only happens to be the nearest of
 * all is no help.
 */
export function nearest(word: string, known: readonly string[]): string[] {
  const plain = word.toLowerCase();
  const apart = (name: string): number => distance(plain, name.toLowerCase());
  const byDistance = [...new Set(known)].toSorted((a, b) => apart(a) - apart(b));
  const isNear = (name: string): boolean =>
    apart(name) <= Math.max(1, APART * Math.max(name.length, plain.length));
  const longer = byDistance.filter((name) => name.toLowerCase().startsWith(plain));
  const [first] = longer.length > 0 ? longer : byDistance;
  return first !== undefined && isNear(first) ? [first] : longer.slice(0, FEW);
}

/** The question whether one of them was meant, with a space before it; nothing, where there is none. */
export function didYouMean(names: readonly string[]): string {
  if (names.length === 0) return '';
  return ` Did you mean ${[names.slice(0, -1).join(', '), names.at(-1)].filter((part) => part !== '').join(' or ')}?`;
}
