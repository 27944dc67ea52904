/** How wide text is, about, and where it is to be broken: an SVG does not do that by itself. */

const NARROW = /[iljtfrI.,:;!'|()[\]{} ]/;
const WIDE = /[mwMW@%]/;
/** In units of a drawing, for a font of so many. Rather too much than too little. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce(
    (sum, one) => sum + (NARROW.test(one) ? 0.34 : WIDE.test(one) ? 0.95 : /[A-Z]/.test(one) ? 0.7 : 0.58),
    0,
  ) * size;
export const monoWidthOf = (text: string, size: number): number => [...text].length * size * 0.61;

/** Lines that fit a width. A word that does not fit has a line of its own, and is cut off if it must be. */
export function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(fitted(word, width, size));
  }
  return lines;
}
export function fitted(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('')}…`;
}
