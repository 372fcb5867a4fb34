/** The texts of reports, by key; `{{name}}` stands for a value. Readers of a report know rows, not beads. */
export const reportMessages = {
  title: { en: 'Changes', it: 'Modifiche' },
  from: { en: 'From', it: 'Da' },
  to: { en: 'to', it: 'a' },
  languages: { en: 'Languages', it: 'Lingue' },
  rows: { en: 'Rows', it: 'Righe' },
  changedRows: { en: 'Rows with changes', it: 'Righe modificate' },
  words: { en: 'Words', it: 'Parole' },
  wordsInserted: { en: 'Words inserted', it: 'Parole inserite' },
  wordsDeleted: { en: 'Words deleted', it: 'Parole eliminate' },
  wordsTouched: { en: 'Words touched', it: 'Parole toccate' },
  distance: { en: 'Edit distance in characters', it: 'Distanza di modifica in caratteri' },
  byKind: { en: 'Rows by kind of change', it: 'Righe per tipo di modifica' },
  byAuthor: { en: 'By author', it: 'Per autore' },
  author: { en: 'Author', it: 'Autore' },
  unknownAuthor: { en: 'Author unknown', it: 'Autore sconosciuto' },
  date: { en: 'Date', it: 'Data' },
  number: { en: 'No.', it: 'N.' },
  source: { en: 'Source', it: 'Originale' },
  target: { en: 'Translation', it: 'Traduzione' },
  before: { en: 'Before', it: 'Prima' },
  after: { en: 'After', it: 'Dopo' },
  sourceBefore: { en: 'Source before', it: 'Originale prima' },
  sourceAfter: { en: 'Source after', it: 'Originale dopo' },
  targetBefore: { en: 'Translation before', it: 'Traduzione prima' },
  targetAfter: { en: 'Translation after', it: 'Traduzione dopo' },
  change: { en: 'Change', it: 'Modifica' },
  nature: { en: 'What differs', it: 'Che cosa cambia' },
  status: { en: 'Status', it: 'Stato' },
  statusBefore: { en: 'Status before', it: 'Stato prima' },
  statusAfter: { en: 'Status after', it: 'Stato dopo' },
  comment: { en: 'Comment', it: 'Commento' },
  confidence: { en: 'Confidence of the pairing', it: 'Affidabilità dell’abbinamento' },
  unsure: { en: 'Pairing {{percent}} % sure', it: 'Abbinamento sicuro al {{percent}} %' },
  movedFrom: { en: 'Was row {{row}}', it: 'Era la riga {{row}}' },
  movedTo: { en: 'Now row {{row}}', it: 'Ora è la riga {{row}}' },
  view: { en: 'View', it: 'Vista' },
  inline: { en: 'Inline', it: 'Nel testo' },
  sideBySide: { en: 'Side by side', it: 'Affiancata' },
  key: { en: 'Key', it: 'Legenda' },
  keyInserted: { en: 'inserted', it: 'inserito' },
  keyDeleted: { en: 'deleted', it: 'eliminato' },
  unchangedRows: { en: 'Unchanged rows: {{count}}', it: 'Righe invariate: {{count}}' },
  nothing: { en: 'The two versions are alike.', it: 'Le due versioni sono uguali.' },
  cut: { en: '[… cut: too long for a cell]', it: '[… tagliato: troppo lungo per una cella]' },

  'kind.same': { en: 'Unchanged', it: 'Invariata' },
  'kind.changed': { en: 'Changed', it: 'Modificata' },
  'kind.annotated': { en: 'Status or comment', it: 'Stato o commento' },
  'kind.moved': { en: 'Moved', it: 'Spostata' },
  'kind.inserted': { en: 'Inserted', it: 'Inserita' },
  'kind.deleted': { en: 'Deleted', it: 'Eliminata' },
  'kind.split': { en: 'Split', it: 'Divisa' },
  'kind.merged': { en: 'Merged', it: 'Unita' },
  'kind.regrouped': { en: 'Regrouped', it: 'Riordinata' },

  'nature.text': { en: 'Text', it: 'Testo' },
  'nature.numbers': { en: 'Figures only', it: 'Solo cifre' },
  'nature.punctuation': { en: 'Punctuation only', it: 'Solo punteggiatura' },
  'nature.case': { en: 'Capitals only', it: 'Solo maiuscole' },
  'nature.whitespace': { en: 'Spaces only', it: 'Solo spazi' },
  'nature.codes': { en: 'Formatting only', it: 'Solo formattazione' },
  'nature.division': { en: 'Division into sentences only', it: 'Solo divisione in frasi' },

  'status.untranslated': { en: 'not translated', it: 'da tradurre' },
  'status.draft': { en: 'draft', it: 'bozza' },
  'status.translated': { en: 'translated', it: 'tradotta' },
  'status.confirmed': { en: 'confirmed', it: 'confermata' },

  'relation.doubtful': {
    en: 'Read with care: it is not certain that these are two versions of one text.',
    it: 'Da leggere con cautela: non è certo che siano due versioni dello stesso testo.',
  },
  'relation.unrelated': {
    en: 'These do not seem to be two versions of one text.',
    it: 'Non sembrano due versioni dello stesso testo.',
  },
  'relation.recognised': {
    en: 'Recognised in both: {{paired}} % of the shorter source; word for word: {{equal}} %.',
    it: 'Riconosciuto in entrambe: {{paired}} % dell’originale più breve; parola per parola: {{equal}} %.',
  },
  'relation.languagesDiffer': {
    en: 'The languages differ: {{a}} and {{b}}.',
    it: 'Le lingue sono diverse: {{a}} e {{b}}.',
  },
  'relation.languagesSwapped': {
    en: 'Source and target changed places: {{a}} and {{b}}.',
    it: 'Originale e traduzione sono scambiati: {{a}} e {{b}}.',
  },
  'relation.variantsDiffer': {
    en: 'The regional variants of the languages differ: {{a}} and {{b}}.',
    it: 'Le varianti regionali delle lingue sono diverse: {{a}} e {{b}}.',
  },
  'relation.nothingPaired': {
    en: 'Hardly any sentence of the source occurs in both.',
    it: 'Quasi nessuna frase dell’originale compare in entrambe.',
  },
  'relation.fewPaired': {
    en: 'Less than half of the source occurs in both.',
    it: 'Meno di metà dell’originale compare in entrambe.',
  },
  'relation.identityLost': {
    en: 'The row numbers were lost; rows were matched by their text.',
    it: 'I numeri di riga sono andati persi; le righe sono state abbinate in base al testo.',
  },
  'relation.oneEmpty': { en: 'One of the two is empty.', it: 'Una delle due è vuota.' },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly it: string }>>;

export type ReportLocale = 'en' | 'it';
type ReportKey = keyof typeof reportMessages;

/** Gives the texts of one language with their values filled in. */
export type Say = (key: ReportKey, values?: Readonly<Record<string, string | number>>) => string;

export function sayIn(locale: ReportLocale): Say {
  return (key, values = {}) =>
    reportMessages[key][locale].replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}
