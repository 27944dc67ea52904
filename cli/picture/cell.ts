import type { Actor, Box, Mark } from '#checker/scene';
import { el, type Element } from './element.js';
import { endText, movedText, PAD, SIZE, titleOf, type Lane } from './lanes.js';
import { monoWidthOf, widthOf, wrapped } from './measure.js';
import { seriesOf } from './theme.js';

/** What there is to see of an actor after a step, from a place below their lane's top; what the step changed stands out. */
export interface Cell {
  readonly elements: readonly Element[];
  readonly height: number;
  readonly isChanged: boolean;
}
const TOP = 8;
const BOX_HEIGHT = 24;
const LINE = 15;

export const text = (
  content: string,
  x: number,
  y: number,
  attributes: Parameters<typeof el>[1] = {},
): Element => el('text', { x: round(x), y: round(y), ...attributes }, content);
export const round = (n: number): number => Math.round(n * 10) / 10;

export function cellOf(was: Actor, is: Actor, lane: Lane, boxWidth: number): Cell {
  const x = lane.x + PAD;
  const elements: Element[] = [
    text(titleOf(is.name), x, TOP + 13, { class: 'ink', 'font-size': SIZE.name, 'font-weight': 700 }),
    ...roleOf(was, is, x + widthOf(titleOf(is.name), SIZE.name) * 1.08 + 8),
  ];
  let y = TOP + 20;
  if (is.log) {
    const drawn = logOf(was, is, x, y + 8, boxWidth);
    elements.push(...drawn.elements);
    y = drawn.bottom;
  }
  const known = was.notes ?? [];
  for (const note of is.notes ?? []) {
    const isNew = was !== is && !known.includes(note);
    for (const line of wrapped(note, lane.width - 2 * PAD + 1, SIZE.note)) {
      y += LINE;
      elements.push(
        text(line, x, y, {
          class: isNew ? 'accent' : 'muted',
          'font-size': SIZE.note,
          ...(isNew && { 'font-weight': 700 }),
        }),
      );
    }
  }
  for (const mistake of is.mistakes ?? [])
    for (const line of wrapped(mistake, lane.width - 2 * PAD + 1, SIZE.note)) {
      y += LINE;
      elements.push(text(line, x, y, { class: 'bad', 'font-size': SIZE.note, 'font-weight': 700 }));
    }
  return { elements, height: y + 10, isChanged: seen(was) !== seen(is) };
}
/** All that is the actor's own. */
const seen = (actor: Actor): string => JSON.stringify({ ...actor, mistakes: undefined });

/** What an actor takes itself for, in the colour of that. */
function roleOf({ role: was }: Actor, { role: is }: Actor, x: number): Element[] {
  if (is === undefined) return [];
  const isNew = was?.text !== is.text;
  const series = seriesOf(is.colour);
  return [
    el('rect', {
      x: round(x),
      y: TOP,
      width: round(widthOf(is.text, SIZE.small) + 12),
      height: 18,
      rx: 9,
      class: series,
      'stroke-width': isNew ? 1.6 : 0,
    }),
    text(is.text, x + 6, TOP + 13, {
      class: `t${series}`,
      'font-size': SIZE.small,
      ...(isNew && { 'font-weight': 700 }),
    }),
  ];
}

function logOf(
  { log: was = [], marks: marked = [] }: Actor,
  { log = [], marks = [] }: Actor,
  x: number,
  y: number,
  boxWidth: number,
): { readonly elements: readonly Element[]; readonly bottom: number } {
  const fork = log.findIndex((one, offset) => was[offset]?.text !== one.text);
  const kept = fork < 0 ? log.length : fork;
  const at = (offset: number): number => x + offset * boxWidth;
  const cut = was.slice(log.length);
  const isMoved = was.length !== log.length;
  const slots = log.length === 0 && cut.length === 0 ? [slot(at(0), y, boxWidth)] : [];
  const endsAt = Math.max(1, log.length + cut.length);
  const elements = [
    ...slots,
    ...log.flatMap((one, offset) => box(one, at(offset), y, boxWidth, offset >= kept)),
    ...cut.flatMap((one, i) => ghost(one, at(log.length + i), y, boxWidth)),
    text(endText(log.length), at(endsAt) + 6, y + BOX_HEIGHT / 2 + 4, {
      class: isMoved ? 'accent' : 'muted',
      'font-size': SIZE.small,
      ...(isMoved && { 'font-weight': 700 }),
    }),
    ...marks.flatMap((mark, i) =>
      markOf(mark, at(mark.offset), y, i, marked.find((one) => one.name === mark.name)?.offset),
    ),
  ];
  return { elements, bottom: y + BOX_HEIGHT + 2 + marks.length * 14 };
}
const slot = (x: number, y: number, width: number): Element =>
  el('rect', {
    x: round(x + 1),
    y,
    width: round(width - 2),
    height: BOX_HEIGHT,
    rx: 3,
    class: 'slot',
    'stroke-dasharray': '2 3',
  });

function box({ text: content, colour }: Box, x: number, y: number, width: number, isNew: boolean): Element[] {
  const series = seriesOf(colour);
  return [
    el('rect', {
      x: round(x + 1),
      y,
      width: round(width - 2),
      height: BOX_HEIGHT,
      rx: 3,
      class: series,
      'stroke-width': isNew ? 2.4 : 0.8,
    }),
    boxText(content, x, y, width, `mono t${series}`, isNew),
  ];
}
/** What was cut off, where it stood. */
function ghost({ text: content }: Box, x: number, y: number, width: number): Element[] {
  const middle = y + BOX_HEIGHT / 2;
  return [
    el('rect', {
      x: round(x + 1),
      y,
      width: round(width - 2),
      height: BOX_HEIGHT,
      rx: 3,
      class: 'gone',
      'stroke-dasharray': '4 3',
    }),
    boxText(content, x, y, width, 'mono muted', false),
    el('line', {
      x1: round(x + 5),
      y1: middle,
      x2: round(x + width - 5),
      y2: middle,
      class: 'gone',
      'stroke-width': 1.6,
    }),
  ];
}
const boxText = (
  content: string,
  x: number,
  y: number,
  width: number,
  className: string,
  isNew: boolean,
): Element =>
  text(content, x + width / 2 - monoWidthOf(content, SIZE.box) / 2, y + BOX_HEIGHT / 2 + 4.2, {
    class: className,
    'font-size': SIZE.box,
    ...(isNew && { 'font-weight': 700 }),
  });

/** A flag that stands below a log, at the place between two records. */
function markOf(
  { name, offset }: Mark,
  x: number,
  y: number,
  row: number,
  was: number | undefined,
): Element[] {
  const isMoved = was !== offset;
  const foot = y + BOX_HEIGHT + 11 + row * 14;
  const content = isMoved && was !== undefined ? movedText(name, was, offset) : `${name} ${offset}`;
  return [
    el('line', {
      x1: round(x),
      y1: y - 4,
      x2: round(x),
      y2: foot + 2,
      class: isMoved ? 'mark moved' : 'mark',
      'stroke-width': isMoved ? 2.4 : 1.6,
    }),
    text(content, x + 4, foot, {
      class: isMoved ? 'accent' : 'ink',
      'font-size': SIZE.small,
      'font-weight': isMoved ? 700 : 400,
    }),
  ];
}
