/** What can be wrong with an SRX file, in the two languages of the window. `{{name}}` stands for a value. */
export const SRX_MESSAGES = {
  'srx.notSrx': {
    en: 'the root element is <{{root}}>, not <srx>: this is not a segmentation rules file',
    it: 'l’elemento radice è <{{root}}>, non <srx>: questo non è un file di regole di segmentazione',
  },
  'srx.version': {
    en: 'SRX version “{{version}}” is not known; 1.0 and 2.0 can be read: correct the version attribute',
    it: 'la versione SRX «{{version}}» non è nota; si leggono 1.0 e 2.0: correggi l’attributo version',
  },
  'srx.unexpected': {
    en: '<{{element}}> is not allowed in <{{parent}}> here; remove it or move it where SRX expects it',
    it: '<{{element}}> non è ammesso qui in <{{parent}}>; toglilo o spostalo dove SRX lo prevede',
  },
  'srx.missing': {
    en: '<{{parent}}> must contain <{{element}}>; add it',
    it: '<{{parent}}> deve contenere <{{element}}>; aggiungilo',
  },
  'srx.repeated': {
    en: '<{{parent}}> may contain <{{element}}> at most {{limit}} times; remove the extra one',
    it: '<{{parent}}> può contenere <{{element}}> al massimo {{limit}} volte; togli quello di troppo',
  },
  'srx.text': {
    en: 'there is text in <{{parent}}>, which holds only elements; remove “{{text}}”',
    it: 'c’è del testo in <{{parent}}>, che contiene solo elementi; togli «{{text}}»',
  },
  'srx.attributeMissing': {
    en: '<{{element}}> needs the attribute {{attribute}}; add it',
    it: '<{{element}}> richiede l’attributo {{attribute}}; aggiungilo',
  },
  'srx.attributeValue': {
    en: '{{attribute}}="{{value}}" is not allowed in <{{element}}>; write one of: {{allowed}}',
    it: '{{attribute}}="{{value}}" non è ammesso in <{{element}}>; scrivi uno di: {{allowed}}',
  },
  'srx.attributeUnknown': {
    en: '<{{element}}> has no attribute {{attribute}} in SRX; remove it',
    it: '<{{element}}> non ha un attributo {{attribute}} in SRX; toglilo',
  },
  'srx.unknownRules': {
    en: 'the language map points to the rules “{{name}}”, which the file does not define; add them or correct the name',
    it: 'la mappa delle lingue rimanda alle regole «{{name}}», che il file non definisce; aggiungile o correggi il nome',
  },
  'srx.tooLarge': {
    en: 'the file is larger than {{limit}} characters; no set of segmentation rules needs that, so it is refused',
    it: 'il file supera {{limit}} caratteri; nessun insieme di regole di segmentazione ne ha bisogno, perciò è rifiutato',
  },
} as const;

export type SrxMessageKey = keyof typeof SRX_MESSAGES;
