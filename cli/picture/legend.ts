import { text } from './cell.js';
import { el, type Element } from './element.js';
import { widthOf } from './measure.js';
import type { Picture } from './picture.js';
import { seriesOf } from './theme.js';

/** What the colours stand for, in one line; nothing, where there are none. */
export function legendOf({ colours, frames }: Pick<Picture, 'colours' | 'frames'>): Element[] {
  const there = new Set(
    frames.flatMap(({ actors }) =>
      actors.flatMap(({ log = [], role }) => [...log, ...(role ? [role] : [])].map(({ colour }) => colour)),
    ),
  );
  const numbers = [...there].filter((one) => one !== undefined).toSorted((a, b) => a - b);
  if (colours === undefined || numbers.length === 0) return [];
  const size = 12;
  const elements = [text(colours, 0, 13, { class: 'muted', 'font-size': size })];
  let x = widthOf(colours, size) + 10;
  for (const number of numbers) {
    const series = seriesOf(number);
    elements.push(
      el('rect', { x, y: 1, width: 26, height: 16, rx: 3, class: series, 'stroke-width': 0.8 }),
      text(String(number), x + 13, 13, { class: `t${series}`, 'font-size': size, 'text-anchor': 'middle' }),
    );
    x += 32;
  }
  return elements;
}
