import address from './pattern-worker.ts?worker&url';

interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ) => { readonly createScriptURL: (url: string) => string };
}

const trustedTypes = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes;

/** Made once, as the window starts: nothing that comes later can have a policy of its own. */
const policy = trustedTypes?.createPolicy('bifronte-workers', {
  createScriptURL: (url) => {
    if (url !== address) throw new TypeError(`${url} is no worker of this window`);
    return url;
  },
});

export function startPatternWorker(): Worker {
  return new Worker(policy?.createScriptURL(address) ?? address, { type: 'module', name: 'search' });
}
