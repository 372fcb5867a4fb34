interface Formats {
  readonly time: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
}

/** Making a format takes a thousand times as long as using it. */
const formats = new Map<string, Formats>();

function formatsOf(locale: string): Formats {
  let found = formats.get(locale);
  if (!found) {
    found = {
      time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
      date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    };
    formats.set(locale, found);
  }
  return found;
}

/** A moment as one reads it: the time where it was today, else date and time. `at` is milliseconds since 1970-01-01 UTC. */
export function moment(at: number, locale: string): string {
  const date = new Date(at);
  const today = new Date().toDateString() === date.toDateString();
  const { time, date: full } = formatsOf(locale);
  return (today ? time : full).format(date);
}
