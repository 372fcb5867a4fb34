import { conformanceSuite } from './conformance.ts';
import { directTransport, startTestCore } from './harness.ts';

conformanceSuite('the core itself', async () => {
  const { core, folder, end } = startTestCore();
  return { transport: directTransport(core), folder, end };
});
