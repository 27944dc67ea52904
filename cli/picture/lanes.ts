import type { Actor } from '#checker/scene';
import { monoWidthOf, widthOf, wrapped } from './measure.js';
import type { Frame } from './picture.js';

/** Where the lanes of a picture are, and how large things in them are: the same in all its bands. */
export interface Lane {
  readonly name: string;
  readonly x: number;
  readonly width: number;
  readonly centre: number;
}
export interface Lanes {
  readonly all: readonly Lane[];
  readonly width: number;
  readonly boxWidth: number;
}

export const SIZE = { name: 12, small: 11, box: 12, note: 11.5 } as const;
export const PAD = 9;
const GAP = 8;
/** What is wider than that is broken into lines. */
const WIDEST_NOTE = 200;
const NARROWEST = 96;

export function lanesOf(frames: readonly Frame[]): Lanes {
  const actors = frames.flatMap((frame) => frame.actors);
  const texts = actors.flatMap(({ log = [] }) => log.map(({ text }) => text));
  const boxWidth = Math.max(40, ...texts.map((text) => monoWidthOf(text, SIZE.box) + 12));
  const all: Lane[] = [];
  let x = 0;
  for (const { name } of frames[0]!.actors) {
    const needed = actors.filter((one) => one.name === name).map((one) => neededBy(one, boxWidth));
    const width = Math.ceil(Math.max(NARROWEST, ...needed) + 2 * PAD);
    all.push({ name, x, width, centre: x + width / 2 });
    x += width + GAP;
  }
  return { all, width: x - GAP, boxWidth };
}
function neededBy(
  { name, role, log, marks = [], notes = [], mistakes = [] }: Actor,
  boxWidth: number,
): number {
  const head = widthOf(titleOf(name), SIZE.name) * 1.08 + (role ? widthOf(role.text, SIZE.small) + 22 : 0);
  const logWidth = log ? (log.length === 0 ? boxWidth : log.length * boxWidth) + endWidth(log.length) : 0;
  const noted = [...notes, ...mistakes].flatMap((note) => wrapped(note, WIDEST_NOTE, SIZE.note));
  const flags = marks.map(
    ({ name: mark, offset }) =>
      offset * boxWidth + 4 + 1.06 * widthOf(movedText(mark, offset, offset), SIZE.small),
  );
  return Math.max(head, logWidth, ...flags, ...noted.map((line) => widthOf(line, SIZE.note)));
}
export const endText = (endOffset: number): string => `end ${endOffset}`;
const endWidth = (endOffset: number): number => widthOf(endText(endOffset), SIZE.small) + 8;

/** What a flag says whose place has changed. */
export const movedText = (name: string, was: number, is: number): string => `${name} ${was} → ${is}`;

export const titleOf = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}`;
