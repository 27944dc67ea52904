import { stripVTControlCharacters } from 'node:util';
import { NARROWEST } from './fitted.js';

const widthOf = (text: string): number => stripVTControlCharacters(text).length;

/**
 * Words, each behind the one before, in lines that fit. One that fits no line has its own.
 *
 * @param width Of the terminal, if it is one; else all of it is one line.
 * @param indent What begins each line but the first.
 */
export function filled(words: readonly string[], width: number | undefined, indent = ''): string {
  const most = width === undefined ? Infinity : Math.max(NARROWEST, width);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `${indent}${word}`);
  }
  return lines.join('\n');
}
/** A line that begins where it does; what does not fit of it is indented further. @param width Of the terminal, if it is one. */
export function hanging(line: string, width: number | undefined): string {
  const [indent] = /^ */.exec(line)!;
  const words = line.slice(indent.length).split(/ (?! )/);
  return filled([`${indent}${words[0]}`, ...words.slice(1)], width, `${indent}    `);
}
/** What a list consists of, with what is between. */
export const listed = (names: readonly string[]): string[] =>
  names.map((name, i) => (i === names.length - 1 ? name : `${name},`));

const ITEM = /^(?:- |\d+\. )/;
/**
 * Text as it is written, but for what does not fit: of such a paragraph, or item of a list, the lines are filled anew.
 *
 * @param indent What all lines begin with.
 */
export function prose(text: string, width: number | undefined, indent = ''): string {
  const room = width === undefined ? undefined : Math.max(NARROWEST, width - indent.length);
  const parts = text.split(/\n(?=\n|- |\d+\. )/);
  return parts
    .map((part) => {
      if (room === undefined || part.split('\n').every((line) => widthOf(line) <= room)) return part;
      const [, blank, rest] = /^(\n*)([^]*)$/.exec(part)!;
      const words = rest!.split(/\s+/).filter((word) => word !== '');
      return `${blank}${filled(words, room, ITEM.test(rest!) ? '  ' : '')}`;
    })
    .join('\n')
    .split('\n')
    .map((line) => (line === '' ? line : `${indent}${line}`))
    .join('\n');
}
