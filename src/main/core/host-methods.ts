import type { NamesOf, OutputOf, ParsedInputOf } from '../../shared/contract/contract.ts';
import { CoreError } from '../../shared/contract/errors.ts';
import type { Jobs } from './jobs.ts';
import type { Ports } from './ports/ports.ts';

type Handlers = {
  readonly [K in NamesOf<'host'>]: (input: ParsedInputOf<K>) => OutputOf<K> | Promise<OutputOf<K>>;
};

/** The methods that need the host itself: its dialogs, its desktop, its running jobs. */
export class HostMethods {
  readonly #handlers: Handlers;

  constructor(ports: Ports, jobs: Jobs, cancelComparison: (ticket: string) => void) {
    const dialogs = required(ports.dialogs, 'file dialogs');
    const shell = required(ports.shell, 'access to the desktop');
    this.#handlers = {
      'app.info': () => ports.info(),
      'host.pickFiles': async ({ purpose, multiple }) => ({ paths: await dialogs().pickFiles(purpose, multiple) }),
      'host.pickSave': async ({ name, folder, extensions }) => ({
        path: await dialogs().pickSave(name, folder, extensions),
      }),
      'host.showInFolder': async ({ path }) => {
        await shell().showInFolder(path);
        return null;
      },
      'host.openExternal': async ({ url }) => {
        await shell().openExternal(requireHarmless(url));
        return null;
      },
      'job.cancel': ({ job }) => {
        jobs.cancel(job);
        return null;
      },
      'review.cancel': ({ ticket }) => {
        cancelComparison(ticket);
        return null;
      },
    };
  }

  async run(method: NamesOf<'host'>, input: unknown): Promise<unknown> {
    return (this.#handlers[method] as (input: unknown) => unknown)(input);
  }
}

function required<T>(port: T | null, what: string): () => T {
  return () => {
    if (port === null) throw new CoreError('unsupported', `this host has no ${what}; use the window's own instead`);
    return port;
  };
}

/** Only addresses that cannot start a program: https and mailto. */
function requireHarmless(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol === 'https:' || parsed?.protocol === 'mailto:') return parsed.href;
  throw new CoreError('badRequest', `${url}: only https: and mailto: addresses are opened`, { url });
}
