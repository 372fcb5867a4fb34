import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Small TMX files for the memory view: one in order, one with everything that an import has to speak of. */

const THINGS = [
  ['la lampada da tavolo', 'the table lamp'],
  ['la sedia pieghevole', 'the folding chair'],
  ['il mobile in noce', 'the walnut cabinet'],
  ['lo specchio ovale', 'the oval mirror'],
  ['il tappeto di lana', 'the woollen rug'],
  ['la libreria alta', 'the tall bookcase'],
] as const;

const PHRASES = [
  ['Consegniamo % entro dieci giorni lavorativi.', 'We deliver % within ten working days.'],
  ['Chi sceglie % riceve anche una garanzia di cinque anni.', 'Whoever chooses % also gets a five-year guarantee.'],
  [
    'Per pulire % basta un panno asciutto; i prodotti abrasivi rovinano la superficie e fanno decadere la garanzia.',
    'To clean % a dry cloth is enough; abrasive products spoil the surface and void the guarantee.',
  ],
  ['Il prezzo per % comprende il montaggio.', 'The price for % includes assembly.'],
  ['Nel nostro negozio si può vedere % in tre colori.', 'In our shop you can see % in three colours.'],
] as const;

const HEADER = `<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
  srclang="it-IT" datatype="plaintext"/>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function unit(source: string, target: string, number: number, langs: readonly [string, string]): string {
  const author = ['anna.conti', 'bruno.rossi', 'carla.greco'][number % 3];
  const day = String((number % 27) + 1).padStart(2, '0');
  return `<tu changeid="${author}" changedate="202504${day}T093000Z"><prop type="x-document">catalogo.md</prop>
<tuv xml:lang="${langs[0]}"><seg>${source}</seg></tuv><tuv xml:lang="${langs[1]}"><seg>${target}</seg></tuv></tu>`;
}

function file(units: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">${HEADER}<body>\n${units.join('\n')}\n</body></tmx>\n`;
}

/** Writes both files into a folder; returns their paths and how many units the good one has. */
export function writeMemoryFiles(folder: string): { good: string; odd: string; units: number } {
  const langs = ['it-IT', 'en-GB'] as const;
  const units: string[] = [];
  for (const [phrase, translation] of PHRASES) {
    for (const [thing, name] of THINGS) {
      units.push(
        unit(escaped(phrase.replace('%', thing)), escaped(translation.replace('%', name)), units.length, langs),
      );
    }
  }
  units.push(
    unit('Sconto del 100% sul trasporto', '100% off transport', 30, langs),
    unit('L’acqua rovina il legno', 'Water spoils the wood', 31, langs),
    unit(
      'Premere <bpt i="1">&lt;b&gt;</bpt>Ordina<ept i="1">&lt;/b&gt;</ept> per finire',
      'Press <bpt i="1">&lt;b&gt;</bpt>Order<ept i="1">&lt;/b&gt;</ept> to finish',
      32,
      langs,
    ),
  );
  const good = path.join(folder, 'catalogo.tmx');
  writeFileSync(good, file(units));
  const other = ['IT_it', 'en'] as const;
  const odd = path.join(folder, 'vecchia memoria.tmx');
  writeFileSync(
    odd,
    file([
      ...units.slice(0, 4),
      unit('Grazie per l’ordine', 'Thank you for your order', 40, other),
      unit('Grazie per l’ordine', 'Thanks for ordering', 41, other),
      unit('Grazie per l’ordine', 'Thanks for ordering', 41, other),
      unit('Bifronte', 'Bifronte', 42, other),
      unit('Chiuso <bpt i="1">&lt;i&gt;</bpt>domenica', 'Closed <bpt i="1">&lt;i&gt;</bpt>on Sundays', 43, other),
      '<tu><tuv><seg>Senza lingua</seg></tuv><tuv xml:lang="en"><seg>Without a language</seg></tuv></tu>',
    ]),
  );
  return { good, odd, units: units.length };
}

/** Writes the file of a client's own memory: a negation apart, and characters that searches stumble over. */
export function writeClientFile(folder: string): string {
  const langs = ['it', 'en'] as const;
  const client = path.join(folder, 'cliente.tmx');
  writeFileSync(
    client,
    file([
      unit('Usare acqua calda per pulire il tavolo.', 'Use hot water to clean the table.', 1, langs),
      unit('La voce a_b con "virgolette" e * asterisco', 'The entry a_b with "quotes" and * asterisk', 2, langs),
    ]),
  );
  return client;
}
