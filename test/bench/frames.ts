import type { Page } from 'playwright';

/** What a watched page holds: times noted so far, and how to note one more. */
export interface Watched {
  readonly noted: Record<string, number[]>;
  /** Notes the time from `start` until the frame being made has been drawn. */
  readonly noteFrame: (list: string, start: number) => void;
}

export interface Measured {
  readonly what: string;
  /** In milliseconds. */
  readonly values: readonly number[];
}

/** Notes, for every key that goes down, how long it takes until the frame that follows has been drawn. */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: Record<string, number[]> = {};
    const noteFrame = (list: string, start: number): void => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => (noted[list] ??= []).push(performance.now() - start));
      channel.port1.start();
      channel.port2.postMessage(0);
    };
    Object.assign(globalThis, { noted, noteFrame });
    addEventListener('keydown', (event) => requestAnimationFrame(() => noteFrame('keys', event.timeStamp)), true);
  });
}

/** The times noted in a list of a watched page since they were last taken. */
export function take(page: Page, list: string): Promise<number[]> {
  return page.evaluate((name) => (globalThis as unknown as Watched).noted[name]?.splice(0) ?? [], list);
}

/** The names of the keys that type a text. */
export function keysOf(text: string): string[] {
  return text.split('').map((key) => (key === ' ' ? 'Space' : key));
}

/** Presses keys with a pause after each; how long each took until its frame was drawn. */
export async function press(page: Page, keys: readonly string[], pause = 40): Promise<number[]> {
  await take(page, 'keys');
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(pause);
  }
  return take(page, 'keys');
}

/** What the browser itself takes from a key to its frame: in a text field on an empty page beside the one given. */
export async function browserItself(page: Page, keys: readonly string[]): Promise<number[]> {
  const bare = await page.context().newPage();
  await bare.setContent('<textarea autofocus style="width:40em;height:10em"></textarea>');
  await bare.locator('textarea').focus();
  await watchKeys(bare);
  const values = await press(bare, keys);
  await bare.close();
  await page.bringToFront();
  return values;
}

/** The times between the frames drawn while the grid of a watched page is scrolled with the wheel. */
export async function scroll(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = 0;
    (globalThis as unknown as Watched).noted['gaps'] = gaps;
    const frame = (now: number): void => {
      if (last > 0) gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.mouse.move(500, 450);
  for (let i = 0; i < 120; i++) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(16);
  }
  return take(page, 'gaps');
}

/** The value below which a share of the values lies, by nearest rank. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Prints a table of times: their median, 95th percentile, longest, and how many there are. */
export function print(rows: readonly Measured[]): void {
  console.log(
    `${'measured'.padEnd(56)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${'max ms'.padStart(9)}${'n'.padStart(6)}`,
  );
  for (const { what, values } of rows) {
    const cells = [percentile(values, 0.5), percentile(values, 0.95), Math.max(...values)];
    console.log(
      what.padEnd(56) + cells.map((cell) => cell.toFixed(1).padStart(9)).join('') + String(values.length).padStart(6),
    );
  }
}
