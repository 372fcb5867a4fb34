/** The texts of the errors and warnings of the document formats, by key; `{{name}}` stands for a value. */
export const formatMessages = {
  'format.empty': {
    en: 'The file is empty. Check that it is the right file.',
    it: 'Il file è vuoto. Controlla che sia quello giusto.',
  },
  'format.tooLarge': {
    en: 'The file has {{size}} MB and the limit is {{limit}} MB. Split it into smaller files.',
    it: 'Il file è di {{size}} MB e il limite è di {{limit}} MB. Dividilo in file più piccoli.',
  },
  'format.tooDeep': {
    en: 'Line {{line}}: the document is nested more than {{limit}} levels deep. Simplify it and open it again.',
    it: 'Riga {{line}}: il documento è annidato per più di {{limit}} livelli. Semplificalo e riaprilo.',
  },
  'format.tooComplex': {
    en: 'Line {{line}}: the paragraph has more than {{limit}} formatting marks. Divide it and open the file again.',
    it: 'Riga {{line}}: il paragrafo ha più di {{limit}} segni di formattazione. Dividilo e riapri il file.',
  },
  'format.paragraphTooLong': {
    en: 'Line {{line}}: the paragraph or table has more than {{limit}} lines. Divide it with an empty line and open the file again.',
    it: 'Riga {{line}}: il paragrafo o la tabella ha più di {{limit}} righe. Dividi il testo con una riga vuota e riapri il file.',
  },
  'format.binary': {
    en: 'The file holds binary data (byte {{byte}}, line {{line}}), not text. Check that it is the right file.',
    it: 'Il file contiene dati binari (byte {{byte}}, riga {{line}}), non testo. Controlla che sia quello giusto.',
  },
  'format.binaryKnown': {
    en: 'This is a {{kind}} file, not a text file. Open it in its own program and save it as text.',
    it: 'È un file {{kind}}, non un file di testo. Aprilo nel suo programma e salvalo come testo.',
  },
  'format.invalidBytes': {
    en: 'Byte {{byte}} (line {{line}}) is not valid {{encoding}}. Choose another encoding or repair the file.',
    it: 'Il byte {{byte}} (riga {{line}}) non è valido in {{encoding}}. Scegli un’altra codifica o correggi il file.',
  },
  'format.unsupportedEncoding': {
    en: 'The encoding {{encoding}} is not supported. Save the file as UTF-8 and open it again.',
    it: 'La codifica {{encoding}} non è supportata. Salva il file in UTF-8 e riaprilo.',
  },
  'format.unencodable': {
    en: 'Unit {{unit}}: the character {{character}} ({{code}}) does not exist in {{encoding}}. Change it or write the file in UTF-8.',
    it: 'Unità {{unit}}: il carattere {{character}} ({{code}}) non esiste in {{encoding}}. Cambialo o scrivi il file in UTF-8.',
  },
  'format.warning.guessedEncoding': {
    en: 'The encoding seems to be {{encoding}}. Check accents and quotation marks, and choose another if they look wrong.',
    it: 'La codifica sembra essere {{encoding}}. Controlla accenti e virgolette e, se sono sbagliati, scegline un’altra.',
  },
  'format.warning.declaredEncodingWrong': {
    en: 'The file says it is in {{declared}}, but its bytes are {{used}}; it was read as {{used}}.',
    it: 'Il file dichiara {{declared}}, ma i suoi byte sono {{used}}; è stato letto come {{used}}.',
  },
  'format.warning.noText': {
    en: 'There is nothing to translate in this file.',
    it: 'In questo file non c’è nulla da tradurre.',
  },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly it: string }>>;
