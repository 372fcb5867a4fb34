import sparticuz from '@sparticuz/chromium';
import type { LaunchOptions } from 'playwright';
import { installedBrowser } from '../../src/main/hosts/web/browser.ts';

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
  const installed = process.env['BIFRONTE_CHROMIUM'] ?? installedBrowser(process.platform, process.env);
  if (installed) return { executablePath: installed, args, headless: true };
  return { executablePath: await sparticuz.executablePath(), args, headless: true };
}
