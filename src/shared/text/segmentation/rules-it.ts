/** Italian. */
import type { SrxRule } from './model.ts';
import { OPENERS, SENTENCE_START, START, anyCase, anyOf, breakRule, exception } from './rule-builder.ts';

/** Titles and forms of address: a name follows, so they never end a sentence. */
const TITLES = anyCase(
  `sig sigg sig.ra sig.na sig.re sig.ri sig.ne sig.rina sigra signa dott dott.ssa dott.ri dr dr.ssa prof prof.ssa proff
  avv avv.ti avv.to ing ingg arch geom rag rag.ra on on.le onn comm cav gr.uff cap.no magg ten col gen amm serg serg.magg
  mar brig isp sost sen dep pres vicepres segr amb cons proc don mons card fra p.re s.e s.em s.s s.a s.a.r s.m
  s.ten d.ssa per.ind perito egr egr.gio gent gent.ma gent.mo gent.mi gent.me ill.mo ill.ma chiar.mo chiar.ma preg
  preg.mo preg.ma pregg spett spett.le spett.li stim.mo stim.ma rev rev.mo rev.ma rev.do ecc.mo ecc.ma n.h n.d v.cte
  vce dir amm.re arc psicol oss inf dipl dipl.ing f.lli mr mrs ms jr st ste s.ta s.to ss.mo ss.ma emin em.mo univ.prof`,
);

/** Abbreviations that lead on to what follows. */
const ABBREVIATIONS = anyCase(
  `D.Lgs D.Lg D.Lgt D.Min D.Pres D.Dirig R.Decr fg mapp part inv fam coop sin cda
  art artt n nn nr num pag pagg p pp cap capp vol voll fig figg tab tabb tav tavv all alleg par parr lett let cpv cfr
  cf conf v vd vds vs es p.es p.e a.e ad.es tel fax cell int sc circ prot rif ref rep reg d.lgs dlgs d.lg d.l
  dl d.p.r dpr d.m l.r l.c d.p.c.m dpcm r.d r.d.l d.d d.g.r t.u t.u.e.l ord ric trib cass sez sent cod proc dec delib
  det disp racc gazz g.u g.u.r.i boll bibl coll edd trad intr introd prefaz pref append opp id ibid ib ivi c.d cd
  cosidd s.d us c.m mss ms univ dist ist istit soc assoc prov com fraz v.le p.za p.zza p.le c.so l.go vic str loc
  bin econ az ammin giur filos stor geogr fis chim biol chir farm meteor idraul ingl ted spagn gr sost agg pron prep
  cong inter sing plur masch femm trans intr rifl pers imperf dest mitt ogg c.a.p sub appart stab fabbr matr p.i p.iva
  part.iva c.f cod.fisc resp resp.le uff dip dept sett prod comp tecn sup ass.to vers n.ro n.ri co.co.co st sdr sind
  sottosegr redaz abbr ver rel obs tot.le ss.uu s.u fasc fol foll rist suppl quad annot comm cost.ne ser segn`,
);

/** Abbreviations that lead on as a rule, but can also end a sentence. */
const MAY_END = anyCase(
  `ca c.ca cit op.cit loc.cit cost civ pen amm lav ss sg sgg seg segg sec secc c.c c.p c.p.c c.p.p c.n c.nav c.d.s c.s s.m.i
  kg hg gr cm mm km km/h kmh mt ml cl lt mq mc ha min max tot h hh ore co u.s p.v c.m u.e s.l s.l.m a.a mod serv ass
  ed cat lit eur est s.p.a spa s.r.l srl s.r.l.s s.a.s sas s.n.c snc s.c.a.r.l s.c.p.a s.s.d a.s.d inc ltd corp llc`,
);

const MONTHS = anyCase('genn gen febb feb mar apr mag magg giu giugn lug ago sett set ott nov dic');
const DAYS = anyCase('lun mart mar merc mer giov gio ven sab dom');

/** Words that, with a capital after a doubtful stop, begin a sentence rather than go on with a name. */
const STARTERS = `(?:${anyOf(
  `Il I Gli Un Uno Una È Ma Però Non Poi Se Con Per Nel Nello Nella Nei Nelle Negli Sul Sulla Sui Sulle Questo Questa
  Questi Queste Quello Quella Quelli Quelle Quel Si Ci Che Chi Cosa Come Quando Quanto Dove Perché Mentre Dopo Prima Ora
  Oggi Ieri Domani Anche Inoltre Infatti Tuttavia Quindi Così Invece Ogni Ognuno Ognuna Alcuni Alcune Molti Molte Tutti
  Tutte Tutto Nessuno Nessuna Altri Altre Entrambi Io Tu Lui Lei Noi Voi Loro Suo Sua Suoi Sue Mio Mia Nostro Nostra
  Ha Hanno Ho Sono Era Erano Sarà Fu Furono In Da Tra Fra Secondo Durante Senza Dal Dalla Dai Dalle Al Allo Alla Ai Alle
  Ecco Eppure Oppure Ovvero Ossia Dunque Allora Adesso Forse Solo Certo Sì No Vi Ne Lo Le La Fino Presso Anzi Finalmente
  A Del Di Quei Essa Esso Essi Già Purtroppo Ove Qualora Considerato Vorrei Sarebbe Sembra Bisogna Occorre
  Successivamente Nonostante Sebbene Benché Essendo Tale Tali Ciò Siamo Stiamo Abbiamo Avevano Aveva`,
)}\\s|(?:Un|L|All|Dall|Nell|Dell|Sull|C|S|Quest|Quell)['’]\\p{L}|E['’]\\s)`;

/** Surnames begin with these too, so after an initial they prove nothing: G. La Rosa, A. Di Pietro. */
const NAME_PARTICLE = "(?:La|Lo|Li|Le|Di|De|Del|Della|Dal|Dalla|Da|Dall|L)[\\s'’]";

/** At least five words without a stop before a colon or semicolon. */
const LEAD_WORD = '(?:[^\\s!?:;.]+(?:\\.[^\\s!?:;.]+)*|\\p{L}{1,4}\\.)';
const LONG_LEAD = `(?:${LEAD_WORD}\\s+){4,}${LEAD_WORD}`;

/**
 * A semicolon holds the clauses of a sentence together; only where they would make a sentence of more than about 32
 * words, well beyond the usual length, is each of them a sentence to whoever translates it.
 */
const clauseBefore = (words: number): string => `(?:${LEAD_WORD}\\s+){${words - 1},}${LEAD_WORD}\\s?;`;
const clauseAfter = (words: number): string => `\\s+(?:[^\\s.!?;:]+\\s+){${words - 1}}`;
const LONG_CLAUSES = [
  [10, 25],
  [16, 16],
  [25, 10],
] as const;

/** Connectives that open a new statement after a clause of eight words or more and a semicolon. */
const CONNECTIVES = `(?:inoltre|infine|in ogni caso|ad ogni modo|in ogni modo|alla fine|in modo analogo|analogamente|allo stesso modo|parimenti|fermo restando|resta inteso|resta fermo|per contro|al contrario|viceversa|d['’]altra parte|d['’]altro canto|di conseguenza|pertanto|in particolare|in primo luogo|in secondo luogo|in compenso|oltre a ciò|ciò nonostante|ciononostante)[\\s,]`;

/** Nel III sec. a.C. Roma...: the date opens the sentence. */
const OPENING_DATE = `${SENTENCE_START}(?:Nel|Nell['’]|Dal|Al|Fino al|Verso il|Intorno al|Già nel|Prima del|Dopo il)(?:[^.!?]|sec\\.)*`;

/** Units of measure after a number. */
const UNITS = '\\d\\s?(?:kg|hg|gr|g|cm|mm|km|km/h|kmh|mt|m|ml|cl|lt|l|mq|mc|ha|min|sec|h|kW|V|W|MB|GB|°C)';

export const ITALIAN_RULES: readonly SrxRule[] = [
  breakRule(`${UNITS}\\.`, `\\s+${OPENERS}\\p{Lu}`),
  exception(`${START}${TITLES}\\s?\\.`, '\\s'),
  exception(`${START}(?:Ecc|Em|App|Min|SS|Cass|Civ|C\\.\\s?cost|Corte\\scost)\\.`, '\\s'),
  breakRule(`${START}${MAY_END}\\.`, `\\s+${OPENERS}${STARTERS}`),
  exception(`${START}(?:${ABBREVIATIONS}|${MAY_END})\\.`, '\\s'),
  exception(`${START}(?:${MONTHS}|${DAYS})\\.`, `\\s+(?:\\d|${MONTHS}\\b)`),
  exception(`${START}ad\\s+es\\.`, '\\s'),
  exception(`${START}(?:L|Lit|£|N|P|V|C)\\.`, '\\s+\\d'),

  // Dates before and after Christ, and so on, end a sentence when a capital follows.
  exception(`${OPENING_DATE}\\s[ad]\\.\\s?C\\.`, `\\s+(?!${STARTERS})\\p{Lu}`),
  breakRule(`${START}(?:[ad]\\.\\s?C|p\\.\\s?C|v|V|ecc|etc|eccetera)\\.`, `\\s+${OPENERS}[\\p{Lu}\\p{N}]`),

  // Initials of names and dotted acronyms go on, unless a word follows that opens sentences.
  exception(`${START}(?:\\p{Lu}\\.\\s?){0,4}\\p{Lu}\\.`, `\\s+${NAME_PARTICLE}`),
  breakRule(`${START}(?:\\p{Lu}\\.\\s?){0,4}\\p{Lu}\\.`, `\\s+${OPENERS}${STARTERS}`),
  breakRule(
    `\\b(?i:vitamin[ae]|epatite|piano|serie|gruppo|girone|classe|tipo|categoria|lettera|punto|sezione|allegato|fase|scala|variante|opzione|blocco|zona|livello|formato|versione|quarta|foglio|binario|uscita|gate|edificio|interno|aula|turno|modello|allegati|sub|comma)\\s+\\p{Lu}\\.`,
    '\\s+\\p{Lu}',
  ),
  exception(`${START}(?:\\p{Lu}\\p{Ll}?\\.[\\s-]?){0,4}\\p{Lu}\\.`, '\\s+\\p{Lu}'),
  exception(`${START}(?:\\p{Lu}\\.\\s?){0,4}\\p{Lu}\\.`, '\\s+\\('),
  exception(`${START}(?:\\p{Lu}\\.\\s?){1,4}\\p{Lu}\\.`, '\\s+\\d'),
  // A single small letter is an abbreviation.
  breakRule(`${START}[b-df-hj-np-tv-z]\\.`, `\\s+${OPENERS}${STARTERS}`),
  exception(`${START}[b-df-hj-np-tv-z]\\.`, '\\s'),

  // Dots after a space stand for words left out, unless a sentence begins.
  breakRule('\\s(?:\\.\\.\\.|…)', `\\s+${OPENERS}${STARTERS}`),
  // A long lead, a colon or semicolon, and a capital that opens a clause.
  breakRule(`${LONG_LEAD}\\s?[:;]`, `\\s+${STARTERS}`),
  breakRule(`${LONG_LEAD}[:;]`, '\\s+\\p{Lu}\\p{Ll}+\\s+\\p{Ll}'),
  ...LONG_CLAUSES.map(([before, after]) => breakRule(clauseBefore(before), clauseAfter(after))),
  breakRule(clauseBefore(8), `\\s+${CONNECTIVES}`),
  breakRule(`${LONG_LEAD}[:;]`, '\\s+\\(?(?:\\d{1,2}|\\p{L})\\)\\s'),
  breakRule('[\\p{L}\\)»”]{4}\\.', '\\s+\\(?(?:\\d{1,2}|\\p{L})\\)\\s+\\p{Ll}'),
  // The number of a recital in spaced brackets: ( 29 ) È nell'interesse...
  breakRule('[\\p{L}\\)»”]{4}\\.', '\\s+\\(\\s\\d{1,3}\\s\\)\\s+\\p{Lu}'),
  breakRule('\\S[:;]', '\\s+[-–—•]\\s+\\p{Lu}'),
  breakRule(`${LONG_LEAD}[:;]`, '\\s+[-–—•]\\s+\\p{Ll}'),
  breakRule('\\S;', '\\s+[-–—•]\\s+\\p{Ll}'),
  // A missing space.
  breakRule('(?:^|\\s)[^\\s.@/:]*\\p{Ll}{2}\\.', STARTERS),
];
