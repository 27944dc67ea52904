import { spawn } from 'node:child_process';
import { describe, it } from 'vitest';
import { root } from '#bin/bundle';
import { temporaryFolder } from '../support/tidemark.js';

/** Runs a command of a shell to its end. */
async function shell(command: string, cwd: string) {
  const child = spawn('sh', ['-c', command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  await new Promise((resolve) => child.on('close', resolve));
  return { stdout, stderr };
}

describe.concurrent('| head', () => {
  it.for([
    'list',
    'verify --help',
    'verify kip-101 kip-279 --brokers 2 --report',
    'verify kip-101 --brokers 1 --dot -',
    'museum A08',
    'claims R1',
    'simulate kip-279 --property strong-isr --seed 1',
    `shrink ${root}/traces/kip-101/strong-isr.trace`,
    `replay ${root}/traces/kip-279/strong-isr.trace`,
    `replay ${root}/traces/kip-279/strong-isr.trace --itf -`,
  ])('takes one line, and all ends quietly: %s', async (args, { expect }) => {
    const ended = await shell(
      `'${process.execPath}' ${root}/bin/tidemark.js ${args} 2>errors | head -n 1; grep -E 'EPIPE|^ {4}at |node:' errors`,
      temporaryFolder(),
    );
    expect(ended.stderr).toBe('');
    expect(ended.stdout.split('\n')).toHaveLength(2);
  });
});
