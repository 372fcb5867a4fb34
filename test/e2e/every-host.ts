import { describe } from 'vitest';
import { hosts } from './hosts.ts';
import type { Host } from './hosts.ts';

/** A suite that runs on every host of this machine; where a host is missing, its tests are reported as skipped. */
export function onEveryHost(title: string, suite: (host: Host) => void): void {
  for (const host of hosts) {
    describe.skipIf(host.missing !== null)(`${title} on ${host.name}`, () => {
      suite(host);
    });
  }
}
