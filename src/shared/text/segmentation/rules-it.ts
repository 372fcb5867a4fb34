/** Italian. */
import type { SrxRule } from './model.ts';
import { anyCase, anyOf, breakRule, exception } from './rule-builder.ts';

/** Stands before an abbreviation: beginning, white space, bracket, quote, apostrophe of an elision, dash, slash. */
const START = '(?:^|[\\s\\(\\[\\{"\'’‘“«‹/–—-])';

/** Titles and forms of address: a name follows. */
const TITLES = anyCase(
  `sig sigg sig.ra sig.na sig.re sigra signa dott dott.ssa dr dr.ssa prof prof.ssa proff avv ing arch geom rag on ono
  comm cav gr.uff uff cap capt magg ten col gen amm serg mar brig app isp sost sen dep min pres vicepres segr amb cons
  proc don mons card fra p.re s.e s.em s.s s.a s.a.r s.m s.m.i s.ten d.ssa geom.ra perito per.ind egr gent gent.ma
  gent.mo gent.mi ill ill.mo ill.ma chiar.mo chiar.ma preg preg.mo preg.ma pregg spett spett.le stim stim.mo rev rev.mo
  rev.do rag.ra n.h n.d v.cte vce dir amm.re arc psicol inf oss mr mrs ms jr st ste fr sr bros`,
);

const ABBREVIATIONS = anyCase(
  `art artt n nn nr no num pag pagg p pp cap capp vol voll fig figg tab tabb tav tavv all par parr § lett let co cpv cfr
  cf v vd vs es p.es ad_es a.e tel fax cell int sc ca c.ca circ prot rif ref rep reg d.lgs dlgs d.l d.p.r dpr d.m l.r
  d.p.c.m sez sent ord ric trib cass cass.civ cass.pen app civ pen cost cod proc dec del delib det dis disp comm racc
  gazz g.u boll bibl cat coll ed edd trad intr introd prefaz pref append nota op opp loc id ibid ib ivi c.d cd s.d sd
  u.s c.m p.v us cm pv st d tot max min ecc.mo sg sgg seg segg ss sec secc aa a.a mss ms f ff r rr l ll q com lic
  dipl dott.ssa univ ist istit soc assoc prov com reg loc fraz v.le p.za p.zza c.so l.go vic str via loc bin tr
  lun mart merc giov ven sab dom gen genn feb febbr mar apr mag magg giu lug ago set sett ott nov dic
  econ az amm ammin giur dir lett filos stor geogr mat fis chim biol med chir farm meteor idraul psicol ingl franc ted
  spagn it ital lat gr sost agg avv pron prep cong inter sing plur masch femm trans intr rifl pers pres imperf fut
  c.a dest mitt ogg alleg firm cap c.a.p conf cfr sub app appart stab fabbr mod matr part p.iva c.f cod.fisc
  resp resp.le uff dip dept sett serv gest prod comp tecn sup inf ass ass.to ammin.re proj vers agg`,
);

/** Abbreviations that also end sentences. */
const MAY_END = anyCase(`ecc etc eccetera a.c d.c s.p.a spa s.r.l srl s.a.s sas s.n.c snc s.c.a.r.l u.s.a u.s o.n.u`);

/** Words that, with a capital after a doubtful stop, begin a sentence rather than a name. */
const STARTERS = anyOf(
  `Il Lo La I Gli Le L' L’ Un Uno Una Un' Un’ È E' E’ Ma Non Poi Se Con Per Nel Nella Nei Nelle Negli Questo Questa
  Quello Quella Questi Queste Si Ci Che Chi Come Quando Dove Perché Mentre Dopo Prima Ora Oggi Ieri Domani Anche Inoltre
  Infatti Tuttavia Però Quindi Così In Da Fa`,
);

export const ITALIAN_RULES: readonly SrxRule[] = [
  exception('(?:^|\\n|[.!?…:;]\\s+)\\s*\\(?(?:\\d{1,3}|\\p{L})[.\\)]+', '\\s'),
  exception(`${START}${TITLES}\\.`, '\\s'),
  exception(`${START}${ABBREVIATIONS}\\.`, '\\s'),
  breakRule(`${START}(?:\\p{Lu}\\.)`, `\\s+${STARTERS}\\b`),
  breakRule(`${START}${MAY_END}\\.`, '\\s+\\p{Lu}'),
  exception('(?:^|[\\s(\\[.’\'"«“-])\\p{Lu}\\.', '\\s+\\p{Lu}'),
];
