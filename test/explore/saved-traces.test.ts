import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
const save = (folder: string, search: Search, property: string, count: number): string =>
  saveTrace({ search, property, steps: ups(count), certificate: { kind: 'shortest', states: 1 } }, folder);

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
  it('takes the place of the one before, and a .gitignore that is there stays', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.gitignore'), 'mine\n');
    save(folder, searchOf({ small: below(2) }), 'small', 2);
    const path = save(folder, searchOf({ small: below(3) }), 'small', 3);
    expect(parseTrace(readFileSync(path, 'utf8')).steps).toHaveLength(3);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('mine\n');
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
