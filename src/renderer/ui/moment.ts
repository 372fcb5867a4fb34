/** A moment as one reads it: the time where it was today, else date and time. `at` is milliseconds since 1970-01-01 UTC. */
export function moment(at: number, locale: string): string {
  const date = new Date(at);
  const today = new Date().toDateString() === date.toDateString();
  return today
    ? date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
