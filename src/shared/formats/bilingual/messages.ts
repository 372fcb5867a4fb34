/**
 * Every message of the exchange formats, in the two languages of the window. `{{name}}` stands for a value.
 * Each says what is wrong and, where the user can do something about it, what to do.
 */
export const EXCHANGE_MESSAGES = {
  'xml.notWellFormed': {
    en: 'not well-formed XML: {{detail}}; correct the file or export it again from the program that made it',
    it: 'XML non ben formato: {{detail}}; correggi il file o esportalo di nuovo dal programma che lo ha creato',
  },
  'xml.entity': {
    en: 'the entity {{entity}} is not one of the five of XML; entities declared in a DOCTYPE are not expanded, for safety: replace it with its text',
    it: 'l’entità {{entity}} non è una delle cinque di XML; le entità dichiarate in un DOCTYPE non vengono espanse, per sicurezza: sostituiscila con il suo testo',
  },
  'xml.depth': {
    en: 'elements are nested more than {{limit}} deep; no translation file needs that, so it is refused',
    it: 'gli elementi sono annidati oltre {{limit}} livelli; nessun file di traduzione ne ha bisogno, perciò è rifiutato',
  },
  'xml.empty': {
    en: 'the file is empty or holds no XML; choose another file',
    it: 'il file è vuoto o non contiene XML; scegli un altro file',
  },
  'xml.truncated': {
    en: 'the file ends too early ({{detail}}): it is cut off; get a complete copy',
    it: 'il file finisce troppo presto ({{detail}}): è troncato; procurati una copia completa',
  },
  'xml.encodingUnknown': {
    en: 'the encoding “{{encoding}}” named in the XML declaration cannot be read; save the file as UTF-8',
    it: 'la codifica «{{encoding}}» indicata nella dichiarazione XML non si può leggere; salva il file come UTF-8',
  },
  'xml.encodingInvalid': {
    en: 'there are bytes that are not {{encoding}}; save the file in that encoding or correct the XML declaration',
    it: 'ci sono byte che non sono {{encoding}}; salva il file in quella codifica o correggi la dichiarazione XML',
  },
  'xml.encodingConflict': {
    en: 'the XML declaration says {{declared}} but the bytes are {{actual}}; read as {{actual}}',
    it: 'la dichiarazione XML dice {{declared}} ma i byte sono {{actual}}; letto come {{actual}}',
  },
  'xml.notText': {
    en: 'this is not XML but a {{kind}} file; choose the right file',
    it: 'questo non è XML ma un file {{kind}}; scegli il file giusto',
  },
  'xml.invalidCharacters': {
    en: '{{count}} characters that XML does not allow were replaced by U+FFFD',
    it: '{{count}} caratteri che XML non ammette sono stati sostituiti con U+FFFD',
  },
  'tmx.notTmx': {
    en: 'the root element is <{{root}}>, not <tmx>: this is not a TMX file',
    it: 'l’elemento radice è <{{root}}>, non <tmx>: questo non è un file TMX',
  },
  'tmx.version': {
    en: 'TMX version “{{version}}” is not known; read as 1.4',
    it: 'la versione TMX «{{version}}» non è nota; letto come 1.4',
  },
  'tmx.noBody': { en: 'there is no <body>: no units', it: 'manca <body>: nessuna unità' },
  'tmx.noHeader': {
    en: 'there is no <header>; read without it',
    it: 'manca <header>; letto senza',
  },
  'tmx.noUnits': {
    en: 'the file holds no translation units',
    it: 'il file non contiene unità di traduzione',
  },
  'tmx.onlyUnknown': {
    en: 'the body holds <{{element}}> but not one <tu>: no unit can be read; TMX names are in lower case',
    it: 'il corpo contiene <{{element}}> ma nessun <tu>: nessuna unità si può leggere; i nomi TMX sono in minuscolo',
  },
  'tmx.nestedUnit': {
    en: 'a <tu> begins inside another <tu>; an end tag is missing before this line',
    it: 'un <tu> comincia dentro un altro <tu>; prima di questa riga manca un tag di chiusura',
  },
  'tmx.unitTooLarge': {
    en: 'one unit is larger than {{limit}} characters; it is refused',
    it: 'una sola unità supera {{limit}} caratteri; è rifiutata',
  },
  'tmx.unknownElement': {
    en: 'the element <{{element}}> is not part of TMX; left out',
    it: 'l’elemento <{{element}}> non fa parte di TMX; tralasciato',
  },
  'tmx.unknownInline': {
    en: 'the element <{{element}}> is not a TMX code; kept as an inline code',
    it: 'l’elemento <{{element}}> non è un codice TMX; conservato come codice',
  },
  'tmx.variantWithoutLanguage': {
    en: 'a variant has no language (xml:lang); the unit cannot be used',
    it: 'una variante non ha lingua (xml:lang); l’unità non si può usare',
  },
  'tmx.variantWithoutText': {
    en: 'the {{lang}} variant has no <seg>; the variant is left out',
    it: 'la variante {{lang}} non ha <seg>; la variante è tralasciata',
  },
  'tmx.unitWithoutVariants': {
    en: 'the unit has no variant with text',
    it: 'l’unità non ha varianti con testo',
  },
  'tmx.tooManyCodes': {
    en: 'a segment has more than {{limit}} inline codes; the unit cannot be used',
    it: 'un segmento ha più di {{limit}} codici; l’unità non si può usare',
  },
  'tmx.strayText': {
    en: 'text between elements where TMX allows none: “{{text}}”; left out',
    it: 'testo fra elementi dove TMX non ne ammette: «{{text}}»; tralasciato',
  },
  'tmx.unpairedCode': {
    en: '{{element}} without its partner; kept as an isolated code',
    it: '{{element}} senza il suo compagno; conservato come codice isolato',
  },
  'tmx.duplicateSegment': {
    en: 'the {{lang}} variant has more than one <seg>; the first is used',
    it: 'la variante {{lang}} ha più di un <seg>; si usa il primo',
  },
  'xliff.notXliff': {
    en: 'the root element is <{{root}}>, not <xliff>: this is not an XLIFF file',
    it: 'l’elemento radice è <{{root}}>, non <xliff>: questo non è un file XLIFF',
  },
  'xliff.version': {
    en: 'XLIFF version “{{version}}” is not supported; versions 1.0-1.2 and 2.0-2.2 are',
    it: 'la versione XLIFF «{{version}}» non è supportata; lo sono le versioni 1.0-1.2 e 2.0-2.2',
  },
  'xliff.sourceLanguage': {
    en: 'the source language is missing; add {{attribute}}',
    it: 'manca la lingua di partenza; aggiungi {{attribute}}',
  },
  'xliff.invalid': {
    en: 'this breaks a rule of XLIFF: {{rule}}',
    it: 'questo viola una regola di XLIFF: {{rule}}',
  },
  'xliff.noUnits': { en: 'the file holds no units', it: 'il file non contiene unità' },
  'table.empty': {
    en: 'the table is empty; the first line must name the columns',
    it: 'la tabella è vuota; la prima riga deve dare i nomi delle colonne',
  },
  'table.columns': {
    en: 'no column for {{side}}; name a column “source” or “target”, or use language codes such as it and en',
    it: 'manca la colonna per {{side}}; intitola una colonna «source» o «target», o usa codici di lingua come it ed en',
  },
  'table.quote': {
    en: 'a quotation mark opened here is never closed',
    it: 'le virgolette aperte qui non vengono mai chiuse',
  },
  'table.codes': {
    en: 'the inline codes of this row cannot be read; its text is kept with the codes as text',
    it: 'i codici di questa riga non si leggono; il testo è conservato con i codici come testo',
  },
  'table.encoding': {
    en: 'the bytes are neither UTF-8 nor UTF-16; save the file as UTF-8',
    it: 'i byte non sono né UTF-8 né UTF-16; salva il file come UTF-8',
  },
  'terms.noPairs': {
    en: 'the list holds no pair of words; give two columns, source and target, separated by tabs, semicolons or commas',
    it: 'l’elenco non contiene coppie di parole; servono due colonne, origine e destinazione, separate da tabulazioni, punti e virgola o virgole',
  },
  'terms.oneColumn': {
    en: 'there is one column only; give two, source and target, separated by tabs, semicolons or commas',
    it: 'c’è una sola colonna; ne servono due, origine e destinazione, separate da tabulazioni, punti e virgola o virgole',
  },
  'terms.otherLanguages': {
    en: 'the file holds terms in {{found}} and none in both {{wanted}}; choose a list in these languages',
    it: 'il file contiene termini in {{found}} e nessuno in entrambe le lingue {{wanted}}; scegli un elenco in queste lingue',
  },
  'terms.tooMany': {
    en: 'the list holds more than {{limit}} pairs; divide it, or take only the part that concerns these documents',
    it: 'l’elenco contiene più di {{limit}} coppie; dividilo, o prendi solo la parte che riguarda questi documenti',
  },
  'tbx.notTbx': {
    en: 'the root element is <{{root}}>, not <martif> or <tbx>: this is not a TBX file',
    it: 'l’elemento radice è <{{root}}>, non <martif> o <tbx>: questo non è un file TBX',
  },
  'tbx.noConcepts': {
    en: 'the termbase holds no entries; export it again with its terms',
    it: 'il database terminologico non contiene voci; esportalo di nuovo con i suoi termini',
  },
  'tbx.noLanguage': {
    en: 'this group of terms does not say its language; add xml:lang',
    it: 'questo gruppo di termini non dichiara la sua lingua; aggiungi xml:lang',
  },
  'html.noTable': {
    en: 'this page holds no bilingual table made by this program',
    it: 'questa pagina non contiene una tabella bilingue fatta da questo programma',
  },
  'exchange.unknownFormat': {
    en: 'no bilingual format is known for “{{name}}”; use .tmx, .xlf, .tsv, .csv or .html',
    it: 'nessun formato bilingue noto per «{{name}}»; usa .tmx, .xlf, .tsv, .csv o .html',
  },
  'exchange.languages': {
    en: 'the file holds the languages {{found}}; say which pair to use',
    it: 'il file contiene le lingue {{found}}; indica quale coppia usare',
  },
  'exchange.languageMissing': {
    en: 'no unit is in both {{source}} and {{target}}; the file holds {{found}}',
    it: 'nessuna unità è sia in {{source}} sia in {{target}}; il file contiene {{found}}',
  },
} as const satisfies Record<string, { readonly en: string; readonly it: string }>;

export type ExchangeMessageKey = keyof typeof EXCHANGE_MESSAGES;
export type MessageValues = Readonly<Record<string, string | number>>;

/** The message in one language with its values filled in. */
export function exchangeMessage(
  key: ExchangeMessageKey,
  values: MessageValues = {},
  language: 'en' | 'it' = 'en',
): string {
  return EXCHANGE_MESSAGES[key][language].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
