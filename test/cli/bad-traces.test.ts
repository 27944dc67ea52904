import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextOf, temporaryFolder, tidemarkHere } from '../support/tidemark.js';

const HEAD = '# strong-isr is violated by kip-279.\nverify kip-279 --property strong-isr\n----\n';
/** Writes something where a trace is to be, and says where. */
function traceOf(make: (path: string) => void): string {
  const path = join(temporaryFolder(), 'some.trace');
  make(path);
  return path;
}
const cut = (step: string) => (path: string) =>
  writeFileSync(path, `${HEAD} 1  controllerElectLeader newLeader=0\n${step}`);

describe('a trace that cannot be one', () => {
  it.each<[string, (path: string) => void, string]>([
    [
      'is binary',
      (path) => writeFileSync(path, Buffer.from([0x7f, 0x45, 0, 1, 255])),
      ': it is no text, but binary. Name a trace',
    ],
    ['is a directory', (path) => mkdirSync(path), ': it is a directory. Name a trace'],
    [
      'is a link to itself',
      (path) => symlinkSync(path, path),
      ': it is a link that leads back to itself. Name a trace',
    ],
    ['leads nowhere', (path) => symlinkSync(`${path}.gone`, path), ': there is no such file. Name a trace'],
    [
      'is cut off behind a number',
      cut(' 2  '),
      ':5: "2" is no step: a number, an action, and what it chooses.',
    ],
    ['is cut off in a value', cut(' 2  becomeLeader request='), ':5: a value is missing at column 26.'],
    [
      'is cut off in a message',
      cut(' 2  becomeLeader request={isr:{0,'),
      ':5: a value is missing at column 34.',
    ],
    [
      'is cut off in its command',
      (path) => writeFileSync(path, '# It is.\nverify kip-279 --prop'),
      'here a line of ---- parts',
    ],
    [
      'is a page that replay has drawn',
      (path) => writeFileSync(path, '<!doctype html>\n<html></html>\n'),
      ': it is a picture of a trace, and no trace. Name the file that it was drawn from.',
    ],
    [
      'is a diagram that replay has drawn',
      (path) => writeFileSync(path, 'sequenceDiagram\n  participant Controller\n'),
      ': it is a picture of a trace, and no trace.',
    ],
    [
      'is JSON that is cut off',
      (path) => writeFileSync(path, '{"states":[{"#meta":'),
      ':1: this begins as a trace in the Informal',
    ],
    [
      'asks for a property of other variables',
      (path) => writeFileSync(path, HEAD.replaceAll('strong-isr', 'valid-high-watermark')),
      ':2: valid-high-watermark speaks of variables that kip-279 does not have.',
    ],
  ])('because it %s is refused with one message, by replay and by shrink', async (_, make, message) => {
    const path = traceOf(make);
    for (const command of ['replay', 'shrink']) {
      const ended = await tidemarkHere([command, path]);
      expect(ended.code).toBe(3);
      expect(ended.stdout).toBe('');
      expect(ended.stderr).toContain(`${path}${message.startsWith(':') ? message : ''}`);
      expect(ended.stderr).toContain(message);
      expect(ended.stderr.trimEnd().split('\n')).toHaveLength(2);
      nextOf(ended);
    }
  });

  // Who may do everything may read everything.
  it.skipIf(process.getuid?.() === 0)('because its folder may not be read is refused', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'some.trace');
    writeFileSync(path, HEAD);
    chmodSync(folder, 0);
    const ended = await tidemarkHere(['replay', path]);
    chmodSync(folder, 0o700);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(`${path}: it may not be read. Name a trace`);
  });
});
