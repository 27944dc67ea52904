import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { actionsOf, each, logOf, mapOf, ordered, protocol, record, upTo, type StateOf } from '#checker/dsl';
import { htmlOf } from '#cli/picture/html';
import { pictureOf, type Findings } from '#cli/picture/picture';
import { svgOf } from '#cli/picture/svg';
import { nextOf, temporaryFolder, tidemarkHere } from '../support/tidemark.js';

const R01 = 'traces/r01-re-elected-leader-remembers/acked-kept.trace';

/** A protocol that nobody drew: peers with logs, and one thing that is nobody's. */
const schema = record({
  peers: mapOf(
    ordered('peers', () => 2),
    record({
      term: upTo(() => 9),
      log: logOf(
        () => 4,
        { term: upTo(() => 9) },
        ({ term }) => `<${term}>`,
      ),
    }),
  ),
  lease: record({ holder: upTo(() => 3) }),
});
type State = StateOf<typeof schema>;
const stranger = protocol({
  bounds: {},
  schema,
  initial: () => undefined,
  rules: {},
  actions: {
    append: () =>
      actionsOf<State & { readonly bounds: object }>()({
        choose: { peer: each((s: State) => s.peers) },
        when: ({ peer }) => !peer.log.isFull,
        then: ({ peer }, { lease }) => {
          peer.term++;
          peer.log.append({ term: peer.term });
          lease.holder = peer.id;
        },
      }),
  },
});
const appended = { action: 'append', chosen: { peer: 1 } };
type Steps = Parameters<typeof pictureOf>[0]['steps'];
const drawn = (steps: Steps, findings: Findings = {}, story: readonly string[] = []) =>
  pictureOf(
    {
      protocol: 'stranger',
      property: 'some',
      bounds: {},
      limits: {},
      story,
      steps,
      text: '',
      line: 1,
    } as unknown as Parameters<typeof pictureOf>[0],
    { protocol: stranger, bounds: {} },
    findings,
  );
/** What would make a browser ask somebody for something. */
const NETWORK = /(?:\ssrc=|\shref=|url\(|@import|https?:(?!\/\/www\.w3\.org\/2000\/svg"))/;

describe('tidemark replay --html and --svg', () => {
  it('write the files that are named, over what is there, say so, and end as ever', async () => {
    const folder = temporaryFolder();
    const [html, svg] = [join(folder, 'out.html'), join(folder, 'out.svg')];
    writeFileSync(html, 'something else');
    const plain = await tidemarkHere(['replay', R01]);
    const ended = await tidemarkHere(['replay', R01, '--html', html, '--svg', svg]);
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(nextOf(ended)).toEqual(nextOf(plain));
    expect(ended.stdout.replaceAll(/^.* is written.*\n/gm, '')).toBe(plain.stdout);
    expect(ended.stdout).toContain(`${html} is written: open it in a browser`);
    const page = readFileSync(html, 'utf8');
    for (const text of [
      '<title>r01-re-elected-leader-remembers, acked-kept</title>',
      'Leadership moves away and back, and the old leader learns of both at once.',
      '<span>Broker 1 fetches from broker 2 at offset 1: broker 1 cuts r0 off its log.</span>',
      '<li>brokers[1].log [r0@0]→[]</li>',
      'but 1 ends at 0',
      'HW 0 → 1',
      'acked-kept is violated by the last of 15 steps.',
    ])
      expect(page).toContain(text);
    for (const text of [page, readFileSync(svg, 'utf8')]) expect(text.match(NETWORK)).toBeNull();
  });

  it('cross out what a walk says is not possible, and say why', async () => {
    const html = join(temporaryFolder(), 'walk.html');
    const ended = await tidemarkHere([
      'replay',
      'traces/walks/t13a-zombie-acks-1.trace',
      '--html',
      html,
      '--svg',
      `${html}.svg`,
    ]);
    expect(ended.code).toBe(0);
    const page = readFileSync(html, 'utf8');
    expect(page.match(/<del>\(Not possible here: /g)).toHaveLength(2);
    expect(page).toMatch(/<p class="refusal">the guard of followerFetch does not hold\./);
    expect(readFileSync(`${html}.svg`, 'utf8').match(/class="muted struck"/g)!.length).toBeGreaterThanOrEqual(
      2,
    );
  });

  it.each([
    ['nowhere/out.html', 'there is no such folder.'],
    ['folder', 'it is a directory.'],
    ['some.trace', 'it would be overwritten'],
  ])('refuse to write to %s, and leave the trace as it is', async (name, why) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    const trace = join(folder, 'some.trace');
    const text = readFileSync(join(root, R01), 'utf8');
    writeFileSync(trace, text);
    for (const option of ['--html', '--svg']) {
      const ended = await tidemarkHere(['replay', trace, option, join(folder, name)]);
      expect(ended.code).toBe(3);
      expect(ended.stderr.startsWith(`${join(folder, name)}: ${why}`), ended.stderr).toBe(true);
      expect(ended.stderr.trim().split('\n')).toHaveLength(2);
      expect(readFileSync(trace, 'utf8')).toBe(text);
    }
  });
  it('refuse one file for both', async () => {
    const path = join(temporaryFolder(), 'out');
    const ended = await tidemarkHere(['replay', R01, '--html', path, '--svg', path]);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('it would be overwritten');
  });
});

describe('a picture', () => {
  it('of a protocol without a scene has a lane for each element of its largest map, and one for the rest', () => {
    const { frames } = drawn([appended]);
    expect(frames[1]!.actors).toEqual([
      { name: 'peers[0]', log: [], notes: ['term 0'] },
      { name: 'peers[1]', log: [{ text: '<1>' }], notes: ['term 1'] },
      { name: 'shared', notes: ['lease {holder:1}'] },
    ]);
    expect(frames[1]!.sentence).toBe('append peer=1');
    const page = htmlOf(drawn([appended]));
    expect(page).toContain('Peers[1]');
    expect(page).toContain('&lt;1&gt;');
  });
  it('escapes all that it says', () => {
    const picture = drawn([appended], { outcome: '</style><script>alert("1")</script>' }, [
      '<img src=x onerror=alert(1)> & "so" on',
    ]);
    for (const text of [htmlOf(picture), svgOf(picture)]) {
      expect(text).not.toMatch(/<img|<script>alert/);
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;so&quot; on');
    }
  });
  it('marks the turning point, what is broken and in whose lane, and has a note for a step', () => {
    const picture = drawn([appended, appended], {
      turningPoint: { after: 1, text: 'Turning point: from here on.' },
      broken: { text: 'peer 1 has too much', actors: ['peers[1]'] },
      notes: { 2: 'This is the last one.' },
    });
    const page = htmlOf(picture);
    expect(page.match(/class="step turn" id="step-1"/g)).toHaveLength(1);
    expect(page.match(/class="step broken" id="step-2"/g)).toHaveLength(1);
    for (const text of [page, svgOf(picture)]) {
      expect(text.match(/Turning point: /g)).toHaveLength(1);
      expect(text.match(/class="cell broken"/g)).toHaveLength(1);
      expect(text).toContain('peer 1 has too much');
      expect(text).toContain('This is the last one.');
    }
  });
  it('is none of what nobody would look at', () => {
    const many = Array.from({ length: 501 }, () => ({ ...appended, disabled: true as const }));
    expect(() => drawn(many)).toThrow('500 steps at most, and these are 501');
  });
});

it('the picture in the README is what the trace shows, and the command beside it draws it', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(readme).toContain(`npx tidemark replay ${R01} --svg docs/pictures/r01.svg`);
  expect(readme).toMatch(/!\[[^\]]{40,}\]\(docs\/pictures\/r01\.svg\)/);
  const svg = join(temporaryFolder(), 'r01.svg');
  await tidemarkHere(['replay', R01, '--svg', svg]);
  expect(readFileSync(join(root, 'docs/pictures/r01.svg'), 'utf8')).toBe(readFileSync(svg, 'utf8'));
});
