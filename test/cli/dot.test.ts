import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfTree, counterFile, nextOf, temporaryFolder, tidemark } from '../support/tidemark.js';

const SMALL = 'verify kip-101 --brokers 1 --records 1'.split(' ');
/** What a state graph has, each line in the shape that Graphviz wants. */
function read(dot: string) {
  const [comment, head, usual, ...rest] = dot.trimEnd().split('\n');
  expect(comment).toMatch(/^\/\/ /);
  expect(head).toMatch(/^digraph "[^"]+" \{$/);
  expect(usual).toBe('  node [shape=circle];');
  expect(rest.pop()).toBe('}');
  const nodes = rest.filter((line) => /^ {2}\d+(?: \[[^\]]+\])?;$/.test(line));
  const edges = rest.flatMap((line) => {
    const [, from, to, label] = /^ {2}(\d+) -> (\d+) \[label="([^"]+)"\];$/.exec(line) ?? [];
    return from === undefined ? [] : [{ from: Number(from), to: Number(to), label: label! }];
  });
  expect(nodes.length + edges.length).toBe(rest.length);
  return { nodes, edges };
}

describe.concurrent('tidemark verify --dot', () => {
  it('writes every state and every step of a small state space', async () => {
    const cwd = temporaryFolder();
    const ended = await tidemark([...SMALL, '--property', 'strong-isr', '--dot', 'some.dot'], { cwd });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('  23 distinct states, 34 generated');
    const { nodes, edges } = read(readFileSync(join(cwd, 'some.dot'), 'utf8'));
    expect(nodes).toHaveLength(23);
    expect(edges).toHaveLength(33);
    expect(nodes[0]).toBe('  0 [shape=doublecircle];');
    expect(edges[0]).toEqual({ from: 0, to: 1, label: 'controllerElectLeader newLeader=0' });
    // Every state but the initial one is found by a step from an earlier one.
    for (let number = 1; number < nodes.length; number++)
      expect(edges.some(({ from, to }) => to === number && from < number)).toBe(true);
  });

  it('marks the state that violates something, and on standard output is alone', async () => {
    const ended = await tidemark([...SMALL, '--property', 'published-leader-in-isr', '--dot', '-'], {
      cwd: temporaryFolder(),
    });
    expect(ended.code).toBe(1);
    const { nodes } = read(ended.stdout);
    expect(nodes.filter((line) => line.includes('tomato'))).toEqual([
      '  0 [shape=doublecircle, label="0\\npublished-leader-in-isr", style=filled, fillcolor=tomato];',
    ]);
    expect(ended.stderr).toContain('published-leader-in-isr  violated in 0 steps');
  });

  it('says what to do where there are too many states, and what comes next can be drawn', async () => {
    const cwd = temporaryFolder();
    const ended = await tidemark(['verify', 'kip-101', '--dot', 'some.dot'], { cwd });
    expect(ended.code).toBe(3);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(
      'kip-101 has more than 1,000 states here, too many to draw: lower a bound',
    );
    const next = await tidemark(nextOf(ended), { cwd });
    expect(next.code).not.toBe(3);
    read(readFileSync(join(cwd, 'some.dot'), 'utf8'));
  });

  it.each([
    ['several protocols', ['verify', '--dot', 'some.dot'], 'draws the states of one protocol'],
    ['two documents for one output', [...SMALL, '--json', '--dot', '-'], 'both write to standard output'],
    [
      'a file that cannot be written',
      [...SMALL, '--dot', 'nowhere/some.dot'],
      'nowhere/some.dot: there is no such folder',
    ],
  ])('refuses %s', async (_, args, message) => {
    const ended = await tidemark(args, { cwd: temporaryFolder() });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/^ {4}at /m);
    nextOf(ended);
  });

  it('leaves it to the search to say on which step a model fails', async () => {
    const copy = copyOfTree({
      'model/mine/protocols/some.ts': counterFile({ then: `throw new Error('boom')` }),
    });
    const ended = await copy.run('verify', 'some', '--dot', 'some.dot');
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('some: count failed: boom');
    expect(copy.has('some.dot')).toBe(false);
  });
});
