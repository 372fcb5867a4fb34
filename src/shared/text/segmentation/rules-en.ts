/** English. */
import type { SrxRule } from './model.ts';
import { OPENERS, SENTENCE_START, START, anyCase, anyOf, breakRule, exception } from './rule-builder.ts';

/** Titles and first parts of names: a name follows. */
const TITLES = anyOf(
  `Mr Mrs Ms Mx Dr Drs Prof Profs Rev Revd Hon Gen Col Maj Capt Lt Cmdr Cdr Cpl Sgt Pvt Adm Brig Sen Sens Rep Reps Gov
  Pres Atty Supt Det Insp Fr Msgr Messrs Mme Mlle M. St Ste Mt Mts Ft Pt Bros Sr. mr mrs ms dr prof rev`,
);

/** Abbreviations that lead on to what follows. */
const ABBREVIATIONS = anyCase(
  `pp fig figs vol vols ch chap chaps eq eqs para paras ex exs app tab ref refs nos nr art arts cf e.g i.e eg ie viz vs
  c ca approx incl esp resp ext tel fax e.g i.e f.e dept govt univ assn med rs ibid op trans pseud cit seq e.v pron syn
  usu occas orig fl temp avg btw attn cc encl vers inv coop para cat pl`,
);

/** Abbreviations that lead on as a rule, but can also end a sentence. */
const MAY_END = anyOf(
  `Inc INC Ltd LTD Co CO Corp CORP Pvt PVT Plc PLC LLC L.L.C Cie Bros Jr JR Sr SR co al ed eds est Est Esq Assoc Ave Blvd
  Rd Sq Bldg Sec SEC sec max mph a.k.a i.v I.V st St Sts Ct Ln Dr Mt Ariz Calif Colo
  Conn Fla Ill Ind Kan Mass Mich Minn Mo Okla Pa Tenn Tex Va Wash Wis Wyo`,
);

const MONTHS = anyOf('Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec');
const DAYS = anyOf('Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun');
const ZONES = anyOf('EST EDT CST CDT MST MDT PST PDT ET CT PT GMT UTC BST CET P.D.T P.S.T E.S.T E.D.T');

/** Words that, with a capital after a doubtful stop, begin a sentence rather than go on with a name. */
const STARTER_WORDS = `the a an he she it we they you i this that these those there here but and or so if when while as in
  on at for from with after before how what why who where which whose is are was were do does did can could would will
  should must may might have has had my our your his her their its not no yes please then now also however although
  though because since once some many most all both each every one another other to by let finally later next first
  meanwhile today yesterday tomorrow thanks among during despite just even perhaps maybe never nothing nobody everyone
  everything until under over through against between unlike like about such only it's i'm i've i'll i'd he's she's
  second third fourth fifth lastly moreover
  furthermore nevertheless still well oh hence therefore thus instead otherwise later we're they're you're that's there's
  what's don't didn't isn't aren't wasn't let's it’s i’m that’s there’s don’t`;
const STARTERS = `(?:${anyOf(
  STARTER_WORDS.split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' '),
)})[\\s,'’]`;
/** The same without a capital, for hasty writing; \`he\` and \`she\` are left out, because they report speech. */
const SMALL_STARTERS = `${anyOf(
  `i we you it they this that these those there the but and so if when what why who where how which is are was do does
  did can could would will should have my our your not no yes please then now also it's i'm i've i'll i'd we're they're
  you're that's there's what's don't didn't isn't just let`,
)}[\\s,'’]`;

const INITIALS = `${START}(?:\\p{Lu}\\.\\s?){0,4}\\p{Lu}\\.`;
const CLOCK = '\\d\\s?[aApP]\\.\\s?[mM]\\.';
/** At 5 a.m. Mr. Smith ...: the time opens the sentence. */
const OPENING_TIME = `${SENTENCE_START}(?:At|On|In|By|Around|About|Before|After|Until|Since|From)\\s(?:[^.!?]|\\.\\d|${MONTHS}\\.)*`;

/** Units of measure after a number. */
const UNITS = '\\d\\s?(?:ft|in|lb|lbs|oz|yd|mi|hr|hrs|min|sec|pt|gal|kg|cm|mm|km)';

export const ENGLISH_RULES: readonly SrxRule[] = [
  breakRule(`${UNITS}\\.`, `\\s+${OPENERS}\\p{Lu}`),
  exception(`${UNITS}\\.`, '\\s+[\\p{Ll}\\d]'),
  exception(`${START}[NSEW]\\.`, '\\s+\\d'),
  // The name of a street can end a sentence.
  breakRule('\\d\\s+\\p{Lu}\\p{Ll}+\\s+(?:St|Ave|Rd|Blvd|Dr|Ln)\\.', `\\s+${OPENERS}${STARTERS}`),
  exception(`${START}${TITLES}\\s?\\.`, '\\s'),
  exception(`${START}(?:[Nn]os?|N°|Nº)\\.`, '\\s+\\d'),
  exception(`${START}(?:${MONTHS}|${DAYS})\\.`, `\\s+(?:\\d|\\p{Ll}|${MONTHS})`),
  exception(`${START}(?:${ABBREVIATIONS}|[pcbdrv])\\.`, '\\s'),

  breakRule(`${START}etc\\.`, `\\s+${OPENERS}\\p{Lu}`),
  breakRule(`(?:${START}|[,(]\\s?)${MAY_END}\\.`, `\\s+${OPENERS}${STARTERS}`),
  exception(`${START}(?:${MAY_END}|etc)\\.`, '\\s'),

  // Times and years end a sentence when a capital follows, unless they open it.
  exception(CLOCK, `\\s+\\(?(?:${ZONES})\\b`),
  exception(`${OPENING_TIME}${CLOCK}`, `\\s+(?!${STARTERS})\\p{Lu}`),
  breakRule(CLOCK, `\\s+${OPENERS}\\p{Lu}`),
  exception(
    `${OPENING_TIME}\\d\\s(?:[aA]\\.\\s?[dD]|[bB]\\.\\s?[cC](?:\\.\\s?[eE])?|C\\.E)\\.`,
    `\\s+(?!${STARTERS})\\p{Lu}`,
  ),
  breakRule('\\d\\s(?:[aA]\\.\\s?[dD]|[bB]\\.\\s?[cC](?:\\.\\s?[eE])?|C\\.E)\\.', `\\s+${OPENERS}\\p{Lu}`),
  exception(`${START}(?:A\\.D|AD)\\.`, '\\s+\\d'),

  // Degrees.
  breakRule(
    `${START}(?:Ph\\.\\s?D|LL\\.\\s?[BMD]|[BM]\\.\\s?(?:Sc|A|S|Phil|Ed)|M\\.B\\.A|M\\.D|J\\.D|Ed\\.D)\\.`,
    `\\s+${OPENERS}\\p{Lu}`,
  ),

  // Initials of names and dotted acronyms go on, unless a word follows that opens sentences.
  breakRule(INITIALS, `\\s+${OPENERS}${STARTERS}`),
  breakRule(
    '\\b(?i:vitamin|hepatitis|plan|series|group|class|type|category|letter|point|section|appendix|phase|grade|option|schedule|exhibit|annex)\\s+\\p{Lu}\\.',
    '\\s+\\p{Lu}',
  ),
  exception(INITIALS, '\\s+\\p{Lu}'),
  // Middleton, W.E.K. (1964): the year of a citation follows its author.
  exception(INITIALS, '\\s+\\((?:1[5-9]|20)\\d\\d'),
  // 10 a.m. to 6 p.m. (last admission 5 p.m.): a remark in brackets belongs to the time.
  exception(CLOCK, '\\s+\\(\\p{Ll}'),
  exception(`${START}(?:\\p{L}\\.)+\\p{L}\\.`, '\\s+\\p{Ll}'),

  // Trailing off before I goes on; after a space, dots before another capital end the sentence.
  exception('(?:\\.\\.\\.|…|\\.\\s\\.\\s\\.)', `\\s+I[\\s'’]`),
  breakRule('\\s(?:\\.\\.\\.|…|\\.\\s\\.\\s\\.)', `\\s+${OPENERS}\\p{Lu}\\p{Ll}`),

  // Hasty writing without capitals: words that open sentences, or a paragraph that begins without one.
  breakRule('\\p{Ll}{2}[.?]', `\\s+${SMALL_STARTERS}`),
  breakRule('(?:^|\\n\\s*\\n)\\p{Ll}[^\\n]*\\p{Ll}{3}[.?!]', '\\s+\\p{Ll}'),
  // A missing space.
  breakRule(
    '(?:^|\\s)[^\\s.@/:]*[\\p{Ll}\\d][\\p{Ll}\\d]?(?:\\.|\\.\\.\\.|…)',
    `(?:${STARTERS}|(?:Mr|Mrs|Ms|Dr)\\.\\s)`,
  ),
];
