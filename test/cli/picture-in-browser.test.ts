import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, tidemarkHere } from '../support/tidemark.js';

/** Debian's Chromium: .ci/run installs it. Where there is none, this test says so, and is skipped. */
const BROWSER =
  process.env['CHROMIUM'] || ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
if (BROWSER === undefined)
  console.warn('Skipped: no browser is here. `apt-get install chromium`, or say in CHROMIUM where one is.');

describe.skipIf(BROWSER === undefined)('a picture in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER!, args: FLAGS });
  });
  afterAll(() => browser.close());

  /** A page that shows a trace, and all that it complains of or asks for. */
  async function shown(trace: string, hash = '') {
    const html = join(temporaryFolder(), 'picture.html');
    expect((await tidemarkHere(['replay', `traces/${trace}.trace`, '--html', html])).code).toBe(0);
    const page = await browser.newPage({ viewport: { width: 1360, height: 800 } });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => void complaints.push(message.text()));
    page.on('pageerror', ({ message }) => void complaints.push(message));
    page.on('request', (request) => void requests.push(request.url()));
    const url = pathToFileURL(html).href;
    await page.goto(`${url}${hash}`);
    return { page, complaints, requests, url };
  }
  const current = (page: Page) => page.locator('[aria-current=step]');
  const sentence = (page: Page) => current(page).locator('.sentence span').textContent();

  it.each([
    [
      'a01-hw-truncation-loses-committed/acked-kept',
      'Broker 1 learns what the controller has decided: broker 1 follows broker 0 in leader epoch 2; broker 1 cuts r0 off its log.',
      'Broker 1 learns what the controller has decided: broker 1 leads in leader epoch 3 with the ISR {0,1}.',
      6,
      { turn: 7, broken: 'Broker 1' },
    ],
    [
      'a18-unclean-election/acked-kept',
      'The controller notices that broker 1 is down, and fences it: broker 2 is to lead in leader epoch 2, though it was not in the ISR; the ISR is {2}.',
      'Broker 2 learns what the controller has decided: broker 2 leads in leader epoch 2 with the ISR {2}.',
      7,
      { turn: 7, broken: 'Broker 2' },
    ],
    [
      'r01-re-elected-leader-remembers/acked-kept',
      'Broker 2 fetches from broker 0 at offset 1: broker 0 takes broker 2 to be at offset 1; the high watermark of broker 0 rises to 1; r0 is committed; r0 is acknowledged.',
      'Broker 1 learns what the controller has decided: broker 1 leads in leader epoch 3 with the ISR {0,1,2}.',
      13,
      { turn: 14, broken: 'Broker 1' },
    ],
    [
      'kip-279/strong-isr',
      'Replica 0 finds that all of the ISR have r0: the high watermark of replica 0 rises to 1.',
      'Replica 2 learns that replica 1 leads in leader epoch 1: replica 2 cuts r0 off its log.',
      9,
      { turn: 6, broken: 'Replica 2' },
    ],
  ])(
    'tells %s, step by step, marks where it turns, and whose lane is broken',
    async (trace, turn, end, at, marked) => {
      const { page, complaints, requests, url } = await shown(trace);
      expect(await current(page).count()).toBe(0);
      for (let step = 0; step <= at; step++) await page.keyboard.press('ArrowRight');
      expect(await sentence(page)).toBe(turn);
      expect(page.url()).toBe(`${url}#step-${at}`);
      await page.keyboard.press('End');
      expect(await sentence(page)).toBe(end);
      await page.keyboard.press('ArrowRight');
      expect(await sentence(page)).toBe(end);
      await page.keyboard.press('ArrowLeft');
      const steps = await page.locator('.step').count();
      expect(await page.locator('output').textContent()).toBe(`Step ${steps - 2} of ${steps - 1}`);
      await page.keyboard.press('Home');
      expect(await page.locator('output').textContent()).toBe('At first');
      expect(await page.locator('.step.turn').getAttribute('id')).toBe(`step-${marked.turn}`);
      expect(await page.locator('.step.turn .turning-point').textContent()).toMatch(
        /^Turning point(?:, with no leaderShrinkIsr)?: /,
      );
      expect(await page.locator('.step.broken .cell.broken').count()).toBe(1);
      expect(await page.locator('.broken-by').textContent()).toMatch(new RegExp(`^${marked.broken}, which `));
      expect(requests).toEqual([url]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it('follows buttons, clicks and addresses, and keeps the step in sight', async () => {
    const { page, complaints } = await shown('r01-re-elected-leader-remembers/acked-kept', '#step-7');
    expect(await page.locator('output').textContent()).toBe('Step 7 of 15');
    await page.getByRole('button', { name: 'Step on' }).click();
    await page.getByRole('button', { name: 'Step on' }).click();
    await page.getByRole('button', { name: 'Step back' }).click();
    expect(await current(page).getAttribute('id')).toBe('step-8');
    await page.locator('#step-9 .sentence').click();
    expect(await current(page).getAttribute('id')).toBe('step-9');
    const { y, height } = (await current(page).boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(800);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is light or dark as the reader has it, and light on paper, where all steps are', async () => {
    const { page } = await shown('kip-279/strong-isr');
    const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const box = () => page.evaluate<string>("getComputedStyle(document.querySelector('.ts0')).fill");
    await page.emulateMedia({ colorScheme: 'light' });
    const light = [await paper(), await box()];
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = [await paper(), await box()];
    expect(dark[0]).not.toBe(light[0]);
    expect(dark[1]).not.toBe(light[1]);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect([await paper(), await box()]).toEqual(light);
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('.step:visible').count()).toBe(11);
    await page.close();
  });
});
