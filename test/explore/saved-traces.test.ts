import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { always, limit, type Property } from '#checker/dsl';
import { register } from '#checker/library';
import type { Protocol } from '#checker/protocol';
import type { Search } from '#checker/search';
import { parseTrace } from '#checker/trace-text';
import { firstStillViolated, saveTrace } from '#explore/saved-traces';
import { counting, countTo } from '../support/count-to.js';
import { temporaryFolder } from '../support/tidemark.js';

const below = (limit: number): Property => always(counting, ({ n }) => n < limit);
const searchOf = (
  properties: Readonly<Record<string, Property>>,
  most = 3,
  protocol: Protocol = countTo,
): Search => ({ protocol, properties, bounds: { most } });
const steps = (...actions: readonly string[]) => actions.map((action) => ({ action, chosen: {} }));
const ups = (count: number) => steps(...Array.from({ length: count }, () => 'up'));
/** Saves what violates a property, and says where that lies. */
function save(folder: string, search: Search, property: string, count: number): string {
  const text = saveTrace(
    { search, property, steps: ups(count), certificate: { kind: 'shortest', states: 1 } },
    folder,
  );
  expect(text).toMatch(/^saved in /);
  return text.slice('saved in '.length);
}
const stepsIn = (path: string) => parseTrace(readFileSync(path, 'utf8')).steps;

describe('a trace that is saved', () => {
  it('lies under the protocol, the property and what is unusual about the bounds, and git ignores it', () => {
    const folder = join(temporaryFolder(), 'deep', 'er');
    expect(save(folder, searchOf({ small: below(3) }), 'small', 3)).toBe(join(folder, 'unnamed/small.trace'));
    expect(save(folder, searchOf({ small: below(3) }, 7), 'small', 3)).toBe(
      join(folder, 'unnamed/small.most-7.trace'),
    );
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });
  it('has the registered name of its protocol', () => {
    const named = { ...countTo };
    register({ 'named-counter': named });
    const folder = temporaryFolder();
    expect(save(folder, searchOf({ small: below(3) }, 3, named), 'small', 3)).toBe(
      join(folder, 'named-counter/small.trace'),
    );
  });
  it('reads back in', () => {
    const limited = limit(countTo, { back: 1 });
    const path = save(temporaryFolder(), searchOf({ small: below(3) }, 7, limited), 'small', 3);
    expect(parseTrace(readFileSync(path, 'utf8'))).toEqual({
      protocol: 'unnamed',
      property: 'small',
      bounds: { most: 7 },
      limits: { back: 1 },
      story: [],
      steps: ups(3),
    });
  });
  it('takes the place of a longer one of the same names, and of one that shows nothing any more', () => {
    const named = { ...countTo };
    register({ 'another-counter': named });
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.gitignore'), 'mine\n');
    const path = join(folder, 'another-counter/small.trace');
    const saved = (limit: number, count: number): number => {
      expect(save(folder, searchOf({ small: below(limit) }, 3, named), 'small', count)).toBe(path);
      return stepsIn(path).length;
    };
    expect(saved(2, 3)).toBe(3);
    expect(saved(2, 2)).toBe(2);
    expect(saved(2, 3)).toBe(2);
    // Two steps are too few now.
    expect(saved(3, 3)).toBe(3);
    writeFileSync(path, 'nothing of the kind');
    expect(saved(3, 3)).toBe(3);
    expect(readdirSync(dirname(path))).toEqual(['small.trace']);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('mine\n');
  });
  it('of a protocol without a name, or of a property that has none, takes no place of another one', () => {
    const folder = temporaryFolder();
    const named = { ...countTo };
    register({ 'third-counter': named });
    for (const [protocol, property, of] of [
      [countTo, 'small', 'unnamed'],
      [countTo, 'property', 'unnamed'],
      [named, 'property', 'third-counter'],
    ] as const) {
      const at = (end: string): string => join(folder, of, `${property}${end}`);
      const saved = (limit: number): string =>
        save(folder, searchOf({ [property]: below(limit) }, 3, protocol), property, limit);
      expect([saved(2), saved(3), saved(1)]).toEqual([at('.trace'), at('.2.trace'), at('.3.trace')]);
      // The same again is where it was.
      expect([saved(3), saved(2), saved(1)]).toEqual([at('.2.trace'), at('.trace'), at('.3.trace')]);
      expect(['.trace', '.2.trace', '.3.trace'].map((end) => stepsIn(at(end)).length)).toEqual([2, 3, 1]);
    }
    expect(readdirSync(join(folder, 'unnamed'))).toHaveLength(6);
  });
  it('of two that have no name is found for the one that it violates, both of them', () => {
    const folder = temporaryFolder();
    const searches = [2, 3].map((limit) => searchOf({ property: below(limit) }));
    const paths = searches.map((search, i) => save(folder, search, 'property', 2 + i));
    // What is judged more sharply is violated by the first, and by what is left of the second.
    expect(firstStillViolated(searches[1]!, ['property'], folder)).toEqual({
      path: paths[1],
      property: 'property',
      steps: ups(3),
    });
    rmSync(paths[1]!);
    expect(firstStillViolated(searches[1]!, ['property'], folder)).toBeUndefined();
    expect(firstStillViolated(searches[0]!, ['property'], folder)!.steps).toEqual(ups(2));
  });
  it('is told why where it cannot be written', () => {
    const file = join(temporaryFolder(), 'in-the-way');
    writeFileSync(file, '');
    const search = searchOf({ small: below(3) });
    const shown = { search, property: 'small', steps: ups(3), certificate: undefined };
    expect(saveTrace(shown, file)).toMatch(/^it could not be saved: E\w+: .*in-the-way/);
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

describe('what still violates a property', () => {
  const search = searchOf({ small: below(3), tiny: below(1) });
  /** A folder with one file for the protocol, which has no name. */
  const folderWith = (text: string, name = 'small.trace'): string => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'unnamed'));
    writeFileSync(join(folder, 'unnamed', name), text);
    return folder;
  };
  const good = '# up\nverify unnamed --property small --most 3\n----\n 1  up\n 2  up\n 3  up\n';

  it('is found, with its path, and with the steps up to the violation', () => {
    const folder = folderWith(`${good} 4  back\n`);
    const path = join(folder, 'unnamed/small.trace');
    expect(firstStillViolated(search, ['small'], folder)).toEqual({ path, property: 'small', steps: ups(3) });
  });
  it('is the first property that it violates, whichever it was saved for', () => {
    const folder = folderWith(good);
    expect(firstStillViolated(search, ['tiny', 'small'], folder)).toMatchObject({
      property: 'tiny',
      steps: ups(1),
    });
  });
  it('is found also if a step of it is not possible any more, without that one', () => {
    const folder = folderWith(good.replace(' 2  up', ' 2  gone').concat(' 4  up\n'));
    expect(firstStillViolated(search, ['small'], folder)).toMatchObject({ steps: ups(3) });
  });
  it('is the first by the name of the file', () => {
    const folder = folderWith(good, 'b.trace');
    writeFileSync(join(folder, 'unnamed/a.trace'), good);
    expect(firstStillViolated(search, ['small'], folder)!.path).toBe(join(folder, 'unnamed/a.trace'));
  });
  it.each([
    ['is no trace', 'nothing of the kind\n', 'small.trace'],
    ['is empty', '', 'small.trace'],
    ['is cut off', good.slice(0, 30), 'small.trace'],
    ['has another ending', good, 'small.txt'],
    ['is of other bounds', good.replace('--most 3', '--most 4'), 'small.trace'],
    ['is of a bound that there is not', good.replace('--most 3', '--least 3'), 'small.trace'],
    ['shows nothing any more', good.replace(' 3  up\n', ''), 'small.trace'],
    ['has only steps that there are not', good.replaceAll('  up', '  down'), 'small.trace'],
  ])('is nothing, where a file %s', (_what, text, name) => {
    const folder = folderWith(text, name);
    expect(firstStillViolated(search, ['small'], folder)).toBeUndefined();
    expect(existsSync(join(folder, 'unnamed', name))).toBe(true);
  });
  it('is what lies behind a file that is of no use', () => {
    const folder = folderWith('nothing of the kind\n', 'a.trace');
    writeFileSync(join(folder, 'unnamed/b.trace'), good);
    mkdirSync(join(folder, 'unnamed/a-folder.trace'));
    expect(firstStillViolated(search, ['small'], folder)!.path).toBe(join(folder, 'unnamed/b.trace'));
  });
  it('is nothing where there is no folder, and none is made', () => {
    const folder = join(temporaryFolder(), 'none');
    expect(firstStillViolated(search, ['small'], folder)).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(dirname(folder))).toBe(true);
  });
});
