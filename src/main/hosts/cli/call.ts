import type { AnswerOf, InputOf, JobName, MethodName, OutputOf } from '../../../shared/contract/contract.ts';
import { CoreError } from '../../../shared/contract/errors.ts';
import type { Session } from './command.ts';

/** Calls the core and returns what it answers; a refusal becomes the CoreError it stands for. */
export async function call<K extends MethodName>(session: Session, method: K, input: InputOf<K>): Promise<AnswerOf<K>> {
  const result = await session.core().call(method, input);
  if (!result.ok) throw new CoreError(result.code, result.message, result.values);
  return result.value;
}

/** Runs a job to its end, with its progress as notes. */
export async function runJob<K extends JobName>(session: Session, method: K, input: InputOf<K>): Promise<OutputOf<K>> {
  const core = session.core();
  const events: { event: string; payload: Record<string, unknown> }[] = [];
  let wake = (): void => {};
  const stop = core.on((event, payload) => {
    events.push({ event, payload });
    wake();
  });
  try {
    const { job } = (await call(session, method, input)) as { job: string };
    for (;;) {
      for (const { event, payload } of events.splice(0)) {
        if (payload['job'] !== job) continue;
        if (event === 'job.done') return payload['value'] as OutputOf<K>;
        if (event === 'job.failed') {
          throw new CoreError(payload['code'] as never, String(payload['message']), payload['values'] as never);
        }
        if (event === 'job.progress') session.note(progressLine(payload));
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (events.length > 0) resolve();
      });
    }
  } finally {
    stop();
  }
}

function progressLine(payload: Record<string, unknown>): string {
  const { done, total } = payload;
  const of = typeof total === 'number' && total > 0 ? ` of ${total}` : '';
  return `\r${String(done)}${of} `;
}
