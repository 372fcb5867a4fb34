import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

/** Secrets handed out and recognised again without ever comparing them byte by byte in varying time. */
class Secrets {
  #known: Buffer[] = [];

  issue(): string {
    const secret = randomBytes(32).toString('base64url');
    this.#known.push(digest(secret));
    return secret;
  }

  #find(secret: string): number {
    const wanted = digest(secret);
    return this.#known.findIndex((known) => timingSafeEqual(known, wanted));
  }

  knows(secret: string): boolean {
    return this.#find(secret) >= 0;
  }

  use(secret: string): boolean {
    const index = this.#find(secret);
    if (index >= 0) this.#known.splice(index, 1);
    return index >= 0;
  }
}

/** The links that work once, and the sessions they open. */
export class Sessions {
  readonly #tickets = new Secrets();
  readonly #sessions = new Secrets();

  newTicket(): string {
    return this.#tickets.issue();
  }

  redeem(ticket: string): boolean {
    return this.#tickets.use(ticket);
  }

  newSession(): string {
    return this.#sessions.issue();
  }

  isSession(session: string): boolean {
    return this.#sessions.knows(session);
  }
}
