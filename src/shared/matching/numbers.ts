/**
 * Numbers and dates as a sentence writes them, and how Italian and English write them differently: decimal comma and
 * point, thousands apart, order and names in dates (Unicode CLDR 48, it and en; Italian thousands also by a space).
 */
export interface NumberStyle {
  readonly decimal: string;
  readonly thousands: readonly string[];
}

const COMMA_DECIMAL: NumberStyle = { decimal: ',', thousands: ['.', '\u00a0', '\u202f', "'", '’'] };
const POINT_DECIMAL: NumberStyle = { decimal: '.', thousands: [',', '\u00a0', '\u202f', "'", '’'] };
const POINT_LANGUAGES = new Set(['en', 'zh', 'ja', 'ko', 'he', 'th', 'ga', 'mt', 'cy']);

/** How a language separates decimals and thousands; languages not known to use the point use the comma. */
export function numberStyle(lang: string): NumberStyle {
  const parts = lang.toLowerCase().split(/[-_]/);
  const swiss = parts[1] === 'ch';
  return swiss || POINT_LANGUAGES.has(parts[0] ?? '') ? POINT_DECIMAL : COMMA_DECIMAL;
}

interface Parsed {
  readonly whole: string;
  readonly fraction: string | undefined;
  /** The thousands separator used, or '' for none. */
  readonly grouping: string;
}

/** A number read by the conventions of a style, or undefined when it is no quantity (`1.2.3`, `C4116`, `007`). */
function parse(text: string, style: NumberStyle): Parsed | undefined {
  const split = text.split(style.decimal);
  const [whole = '', fraction] = split;
  if (split.length > 2 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  if (/^\d+$/.test(whole)) return /^0\d/.test(whole) ? undefined : { whole, fraction, grouping: '' };
  for (const grouping of style.thousands) {
    const groups = whole.split(grouping);
    const [first = '', ...rest] = groups;
    if (rest.length > 0 && /^[1-9]\d{0,2}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group))) {
      return { whole: groups.join(''), fraction, grouping };
    }
  }
  return undefined;
}

function format(number: Parsed, style: NumberStyle, grouping: string): string {
  const whole = grouping === '' ? number.whole : number.whole.replace(/\B(?=(?:\d{3})+$)/g, grouping);
  return number.fraction === undefined ? whole : `${whole}${style.decimal}${number.fraction}`;
}

/**
 * The number that should stand in the target where `target` stands, once `from` became `to` in the source; undefined
 * when `target` does not render `from`. A number written alike on both sides without separators, or that is no
 * quantity, is carried over as it is, unless its new form has decimals or thousands to convert.
 */
export function mapNumber(
  from: string,
  to: string,
  target: string,
  sourceStyle: NumberStyle,
  targetStyle: NumberStyle,
): string | undefined {
  const source = parse(from, sourceStyle);
  const rendered = parse(target, targetStyle);
  const next = parse(to, sourceStyle);
  if (source && rendered && sameValue(source, rendered)) {
    if (next === undefined) return from === target ? to : undefined;
    const converts = from !== target || source.grouping + (source.fraction ?? '') === '';
    if (!converts) return to;
    const usual = source.grouping === '' ? (targetStyle.thousands[0] as string) : rendered.grouping;
    const grouping = next.grouping === '' ? '' : usual;
    return format(next, targetStyle, grouping);
  }
  return from === target ? to : undefined;
}

function sameValue(a: Parsed, b: Parsed): boolean {
  return a.whole === b.whole && (a.fraction ?? '') === (b.fraction ?? '');
}

const NAMES: Readonly<Record<string, { readonly months: readonly string[]; readonly days: readonly string[] }>> = {
  it: {
    months: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(' '),
    days: 'lunedì martedì mercoledì giovedì venerdì sabato domenica'.split(' '),
  },
  en: {
    months: 'january february march april may june july august september october november december'.split(' '),
    days: 'monday tuesday wednesday thursday friday saturday sunday'.split(' '),
  },
};

/** A name of the calendar: which list it stands in and where. */
export interface CalendarName {
  readonly list: 'months' | 'days';
  readonly index: number;
}

/** The month or weekday that a word names in a language, or undefined. */
export function calendarName(word: string, lang: string): CalendarName | undefined {
  const names = NAMES[primary(lang)];
  if (names === undefined) return undefined;
  const lower = word.normalize('NFC').toLowerCase();
  for (const list of ['months', 'days'] as const) {
    const index = names[list].indexOf(lower);
    if (index >= 0) return { list, index };
  }
  return undefined;
}

/** How a language writes a month or weekday, with a capital where `like` has one; undefined for unknown languages. */
export function writeCalendarName(name: CalendarName, lang: string, like: string): string | undefined {
  const written = NAMES[primary(lang)]?.[name.list][name.index];
  if (written === undefined) return undefined;
  const capital = like !== '' && like[0] !== like[0]?.toLowerCase();
  return capital ? written.charAt(0).toUpperCase() + written.slice(1) : written;
}

const NUMERIC_DATE = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})$/;

interface CalendarDate {
  readonly year: string;
  readonly month: number;
  readonly day: number;
}

type Order = 'ymd' | 'dmy' | 'mdy';

/** The orders in which a language may write a date in figures, the likeliest first. */
function dateOrders(lang: string): readonly Order[] {
  const tag = lang.toLowerCase().replaceAll('_', '-');
  if (tag === 'en' || tag === 'en-us') return ['ymd', 'mdy', 'dmy'];
  return ['ymd', 'dmy'];
}

function readDate(text: string, order: Order): CalendarDate | undefined {
  const match = NUMERIC_DATE.exec(text);
  if (match === null) return undefined;
  const [, a = '', , b = '', c = ''] = match;
  const fields = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  const [year = '', month = '', day = ''] = fields;
  const date = { year, month: Number(month), day: Number(day) };
  const valid = (year.length === 4 || (year.length === 2 && order !== 'ymd')) && month.length <= 2 && day.length <= 2;
  return valid && date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31 ? date : undefined;
}

/**
 * The date in figures that should stand in the target where `target` stands, once `from` became `to` in the source,
 * written the way `target` is (order, separator, leading zeros); undefined when they are no dates or do not agree.
 */
export function mapDate(
  from: string,
  to: string,
  target: string,
  sourceLang: string,
  targetLang: string,
): string | undefined {
  for (const sourceOrder of dateOrders(sourceLang)) {
    const source = readDate(from, sourceOrder);
    const next = readDate(to, sourceOrder);
    if (source === undefined || next === undefined) continue;
    for (const order of dateOrders(targetLang)) {
      const rendered = readDate(target, order);
      if (rendered === undefined || !sameDate(source, rendered)) continue;
      const separator = NUMERIC_DATE.exec(target)?.[2] ?? '/';
      const padded = /(?:^|\D)0\d(?:\D|$)/.test(target) || /^\D*(?:\d{2,4}\D){2}\d{2,4}$/.test(target);
      const two = (value: number): string => String(value).padStart(padded ? 2 : 1, '0');
      const year = rendered.year.length === 2 ? next.year.slice(-2) : next.year;
      const fields =
        order === 'ymd'
          ? [year, two(next.month), two(next.day)]
          : order === 'dmy'
            ? [two(next.day), two(next.month), year]
            : [two(next.month), two(next.day), year];
      return fields.join(separator);
    }
  }
  return undefined;
}

function sameDate(a: CalendarDate, b: CalendarDate): boolean {
  return a.month === b.month && a.day === b.day && a.year.slice(-2) === b.year.slice(-2);
}

function primary(lang: string): string {
  return lang.toLowerCase().split(/[-_]/)[0] ?? '';
}
