import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { pageOf, pages } from '../support/pages.js';

/** What a heading is called in an address, as GitHub has it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (text: string): string[] =>
  [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!));
const linksIn = (text: string): string[] =>
  [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);

describe('the links of docs/', () => {
  it.each(pages)('$file leads to what is there', ({ file, text }) => {
    for (const target of linksIn(text).filter((one) => !/^[a-z]+:/.test(one))) {
      const [path, heading] = target.split('#') as [string, string?];
      const to = path === '' ? file : normalize(join(dirname(file), path));
      expect(existsSync(join(root, to)), `${file}: ${target}`).toBe(true);
      if (heading !== undefined && to.endsWith('.md'))
        expect(anchorsOf(pageOf(to).text), `${file}: ${target}`).toContain(heading);
    }
  });
  it('begin at docs/README.md, which knows every page', () => {
    const linked = linksIn(pageOf('docs/README.md').text).map((one) => normalize(join('docs', one)));
    const others = pages.map(({ file }) => file).filter((file) => file !== 'docs/README.md');
    const isKnown = (file: string): boolean =>
      linked.includes(file) || linked.some((one) => one === dirname(file));
    expect(others.filter((file) => !isKnown(file))).toEqual([]);
  });
});
