import { accessSync, constants } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import type { LaunchOptions } from 'playwright';
import { browserCandidates } from '../../src/main/hosts/web/browser.ts';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How to start a Chromium for tests: an installed one, or the one that comes with the project's packages. */
export async function chromiumOptions(): Promise<LaunchOptions & { executablePath: string; args: string[] }> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--font-render-hinting=none',
  ];
  const chosen = process.env['BIFRONTE_CHROMIUM'];
  const installed = chosen ?? browserCandidates(process.platform, process.env).find(isExecutable);
  if (installed) return { executablePath: installed, args, headless: true };
  return { executablePath: await sparticuz.executablePath(), args, headless: true };
}
