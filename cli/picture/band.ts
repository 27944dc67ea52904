import type { Arrow } from '#checker/scene';
import { cellOf, round, text } from './cell.js';
import { el, type Element } from './element.js';
import { SIZE, type Lane, type Lanes } from './lanes.js';
import type { Frame } from './picture.js';

/** What happens in a step, and what there is after it, lane by lane. */
export interface Band {
  readonly elements: readonly Element[];
  readonly height: number;
}
const ARROW = 25;
const CELLS = 12;

export function bandOf(frame: Frame, { all, boxWidth }: Lanes, broken: readonly string[] = []): Band {
  const cellsAt = frame.arrows.length * ARROW + CELLS;
  const cells = all.map((lane, i) => ({
    lane,
    down: frame.actors[i]!.isDown === true,
    isBroken: broken.includes(lane.name),
    ...cellOf(frame.before[i]!, frame.actors[i]!, lane, boxWidth),
  }));
  const height = Math.max(...cells.map((cell) => cell.height));
  return {
    height: cellsAt + height + 1,
    elements: [
      ...all.map(({ centre }) =>
        el('line', { x1: round(centre), y1: 0, x2: round(centre), y2: cellsAt, class: 'life' }),
      ),
      ...cells.map(({ lane, isChanged, isBroken, down, elements }) =>
        el(
          'g',
          { transform: `translate(0 ${cellsAt})`, ...(!isChanged && !isBroken && { opacity: 0.72 }) },
          el('rect', {
            x: lane.x + 0.5,
            y: 0.5,
            width: lane.width - 1,
            height: height - 1,
            rx: 7,
            class: isBroken ? 'cell broken' : isChanged ? 'cell changed' : 'cell',
            'stroke-width': isChanged || isBroken ? 1.5 : 1,
            ...(down && { 'stroke-dasharray': '6 4' }),
          }),
          ...elements,
        ),
      ),
      ...frame.arrows.flatMap((arrow, i) => arrowOf(arrow, all, 17 + i * ARROW)),
    ],
  };
}

function arrowOf({ from, to, text: said, fate }: Arrow, lanes: readonly Lane[], y: number): Element[] {
  const centreOf = (name: string): number => lanes.find((lane) => lane.name === name)!.centre;
  const [start, end] = [centreOf(from), centreOf(to)];
  const forward = end >= start ? 1 : -1;
  // What is under way or lost does not get there.
  const tip = fate === undefined ? end : start + (end - start) * 0.62;
  const label = fate === undefined ? said : `${said ?? ''} (${fate})`;
  return [
    el('circle', { cx: round(start), cy: y, r: 3.2, class: 'head', 'stroke-width': 0 }),
    el('line', {
      x1: round(start),
      y1: y,
      x2: round(tip - (fate === undefined ? 7 * forward : 0)),
      y2: y,
      class: 'wire',
      'stroke-width': 1.6,
      ...(fate !== undefined && { 'stroke-dasharray': '5 4' }),
    }),
    ...(fate === 'lost' ? [cross(tip, y)] : [headAt(tip, y, forward)]),
    ...(label === undefined
      ? []
      : [
          text(label, (start + tip) / 2, y - 5, {
            class: 'halo',
            'font-size': SIZE.small,
            'font-weight': 600,
            'text-anchor': 'middle',
            'paint-order': 'stroke',
            'stroke-width': 4,
            'stroke-linejoin': 'round',
          }),
        ]),
  ];
}
const headAt = (x: number, y: number, forward: number): Element =>
  el('path', {
    d: `M${round(x)} ${y}l${-9 * forward} -4.5v9z`,
    class: 'head',
    'stroke-width': 0,
  });
const cross = (x: number, y: number): Element =>
  el('path', {
    d: `M${round(x - 5)} ${y - 5}l10 10m0 -10l-10 10`,
    class: 'gone',
    'stroke-width': 2.2,
  });
