/** Small translated texts that tests align; every sentence has its translation at the same place. */
export const TRANSLATED: readonly (readonly [string, string])[] = [
  ['Il treno per Bologna parte alle 7:45 dal binario 3.', 'The train to Bologna leaves at 7:45 from platform 3.'],
  ['Chi arriva in ritardo perde la prenotazione.', 'Anyone who arrives late loses the reservation.'],
  ['La prenotazione costa 12,50 euro e vale un giorno.', 'The reservation costs 12.50 euros and is valid for one day.'],
  ['Il controllore verifica i biglietti a bordo del treno.', 'The inspector checks the tickets on board the train.'],
  ['Senza biglietto si paga una multa di 80 euro.', 'Without a ticket you pay a fine of 80 euros.'],
  ['La multa si può pagare anche in stazione.', 'The fine can also be paid at the station.'],
  ['La stazione di Modena resta chiusa la notte.', 'Modena station stays closed at night.'],
  ['Durante la notte circolano soltanto gli autobus.', 'During the night only the buses run.'],
  ['Gli autobus accettano lo stesso biglietto del treno.', 'The buses accept the same ticket as the train.'],
  ['Per le biciclette serve un supplemento di 3 euro.', 'Bicycles require a supplement of 3 euros.'],
  ['Le biciclette pieghevoli viaggiano gratis.', 'Folding bicycles travel free of charge.'],
  ['I cani piccoli viaggiano gratis in borsa.', 'Small dogs travel free in a bag.'],
  ['I cani grandi pagano metà del biglietto.', 'Large dogs pay half the price of a ticket.'],
  ['In caso di sciopero il rimborso è automatico.', 'In the event of a strike the refund is automatic.'],
  ['Il rimborso arriva sul conto entro 30 giorni.', 'The refund reaches the account within 30 days.'],
  ['Per informazioni scrivere a Carla Benedetti.', 'For information write to Carla Benedetti.'],
];

/** Made-up words that translate each other one for one: a language pair with nothing to recognise by its looks. */
export function inventedPairs(count: number, next: () => number): [string, string][] {
  const consonants = 'bcdfglmnprstv';
  const vowels = 'aeiou';
  const word = (seed: number, shift: number): string => {
    let text = '';
    for (let k = 0, rest = seed * 7919 + 13; k < 3; k++, rest = Math.floor(rest / 11) + 17 * (k + 1)) {
      text += consonants[(rest + shift) % consonants.length]! + vowels[(Math.floor(rest / 3) + shift) % vowels.length]!;
    }
    return text + String.fromCharCode(97 + ((seed + shift) % 26)) + vowels[seed % 5]!;
  };
  return Array.from({ length: count }, () => {
    const size = 4 + Math.floor(next() * 12);
    const seeds = Array.from({ length: size }, () => Math.floor(next() ** 2 * 600));
    return [
      seeds.map((seed) => word(seed, 0)).join(' '),
      seeds.map((seed) => word(seed, 5).split('').reverse().join('')).join(' '),
    ];
  });
}

/** A text with known beads. */
export interface KnownText {
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly gold: readonly { readonly source: readonly number[]; readonly target: readonly number[] }[];
}

/** Joins, splits and drops sentences of translated pairs with the given shares, keeping count of the beads. */
export function perturbed(
  pairs: readonly (readonly [string, string])[],
  next: () => number,
  shares: { readonly merge: number; readonly drop: number },
): KnownText {
  const source: string[] = [];
  const target: string[] = [];
  const gold: { source: number[]; target: number[] }[] = [];
  const put = (into: string[], ...texts: string[]): number[] => texts.map((text) => into.push(text) - 1);
  for (let k = 0; k < pairs.length; k++) {
    const [a, b] = pairs[k]!;
    const event = next();
    const following = pairs[k + 1];
    if (event < shares.drop / 2) gold.push({ source: put(source, a), target: [] });
    else if (event < shares.drop) gold.push({ source: [], target: put(target, b) });
    else if (event < shares.drop + shares.merge && following !== undefined) {
      const [c, d] = following;
      k++;
      if (next() < 0.5) gold.push({ source: put(source, `${a} ${c}`), target: put(target, b, d) });
      else gold.push({ source: put(source, a, c), target: put(target, `${b} ${d}`) });
    } else gold.push({ source: put(source, a), target: put(target, b) });
  }
  return { source, target, gold };
}

/** Share of the gold beads with two sides that were found exactly. */
export function recall(gold: KnownText['gold'], found: KnownText['gold']): number {
  const key = (bead: { source: readonly number[]; target: readonly number[] }): string =>
    `${bead.source.join(',')}:${bead.target.join(',')}`;
  const keys = new Set(found.map(key));
  const matches = gold.filter((bead) => bead.source.length > 0 && bead.target.length > 0);
  return matches.filter((bead) => keys.has(key(bead))).length / Math.max(1, matches.length);
}
