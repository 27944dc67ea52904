import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '#cli/errors';
import { readTrace, traceFileName, writeTrace } from '#cli/traces';
import kip320 from '#model/replication/protocols/kip-320';
import { temporaryFolder } from '../support/tidemark.js';

const { bounds: declared } = kip320;
const usual = { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 };

describe('where a trace lies', () => {
  it('is told by the protocol, the property, and the bounds that are not the usual ones', () => {
    expect(traceFileName('kip-320', 'strong-isr', usual, declared)).toBe('traces/kip-320/strong-isr.trace');
    expect(traceFileName('kip-320', 'strong-isr', { ...usual, brokers: 2, leaderEpochs: 3 }, declared)).toBe(
      'traces/kip-320/strong-isr.brokers-2.leader-epochs-3.trace',
    );
  });
});

describe('a trace that is written', () => {
  const job = { protocol: 'kip-320', properties: ['mine'], bounds: usual, limits: {} };
  const steps = [{ action: 'controllerElectLeader', chosen: { newLeader: 0 } }];

  it('makes its folder, and is read as it was written', () => {
    const folder = temporaryFolder();
    const file = traceFileName('kip-320', 'mine', usual, declared);
    writeTrace(file, folder, job, 'mine', steps, kip320);
    expect(readTrace(file, folder)).toEqual({
      protocol: 'kip-320',
      property: 'mine',
      bounds: usual,
      limits: {},
      story: [],
      steps,
      text: readFileSync(join(folder, file), 'utf8'),
      line: 2,
    });
  });
  it('keeps the story that was there, and says in which line its command is', () => {
    const folder = temporaryFolder();
    const file = traceFileName('kip-320', 'mine', usual, declared);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(
      join(folder, file),
      '# so it was\r\n# A leader,\r\n#\r\n#   alone.\r\nverify kip-320 --property mine\r\n----\r\n',
    );
    writeTrace(file, folder, job, 'mine', steps, kip320);
    expect(readTrace(file, folder)).toMatchObject({ story: ['A leader,', '', '  alone.'], line: 5 });
    expect(readFileSync(join(folder, file), 'utf8').split('\n')[0]).toBe(
      '# mine is violated by kip-320 in 1 step, the fewest there are.',
    );
  });
});

describe('a trace that cannot be read', () => {
  it('is named by the path that was given', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'directory'));
    writeFileSync(join(folder, 'empty.trace'), '');
    const refusal = (path: string): string => {
      try {
        readTrace(path, folder);
      } catch (error) {
        if (error instanceof InputError) return `${error.where}${error.message}`;
        throw error;
      }
      throw new Error('It was accepted.');
    };
    expect(refusal('nowhere.trace')).toMatch(/^nowhere\.trace: there is no such file\./);
    expect(refusal('directory')).toMatch(/^directory: it is a directory\./);
    expect(refusal('empty.trace')).toMatch(/^empty\.trace:1: a trace begins with a comment/);
  });
});
