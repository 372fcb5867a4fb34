import type { InputOf } from '../../../shared/contract/contract.ts';
import type { FileMatches } from '../../../shared/contract/memory-files.ts';
import type { Content } from '../../../shared/text/content.ts';
import { call } from './call.ts';
import type { Session } from './command.ts';

type Request = Omit<InputOf<'memoryFile.lookup'>, 'queries'>;

/** How many texts are looked up with one call. */
const SLICE = 200;

/** The matches of any number of texts in one memory, one after another as they are found. */
export async function* lookupAll(
  session: Session,
  request: Request,
  queries: readonly (string | Content)[],
): AsyncGenerator<FileMatches> {
  for (let from = 0; from < queries.length; from += SLICE) {
    // One neighbour more on either side, so that the border between two calls is none for the context.
    const [before, after] = [from > 0 ? 1 : 0, 1];
    const slice = queries.slice(from - before, from + SLICE + after);
    const asked = slice.map((query) =>
      typeof query === 'string' ? query : { text: query.text, codes: query.codes.map((code) => ({ ...code })) },
    );
    const found = await call(session, 'memoryFile.lookup', { ...request, queries: asked });
    session.note(`\r${Math.min(from + SLICE, queries.length)} of ${queries.length} `);
    yield* found.slice(before, before + Math.min(SLICE, queries.length - from));
  }
}
