import { expect, test } from 'vitest';
import { plain } from '../../../src/shared/text/content.ts';
import { defaultSrx } from '../../../src/shared/text/segmentation/default-srx.ts';
import { segmenter } from '../../../src/shared/text/segmentation/segmenter.ts';

const italian = segmenter(defaultSrx(), 'it-IT');
const split = (text: string) => italian.split(plain(text)).map(({ content }) => content.text);

/** Each line is a text; `|` marks where it is split. */
const GROUPS: Record<string, string> = {
  'a title is followed by its name': `
    Ieri il dott. Neri ha visitato la sig.na Carli. | Tornerà lunedì.
    La prof.ssa Galli e i proff. Russo e Riva hanno firmato.
    S.E. Mons. Paolo Ferri ha celebrato la messa. | C'era molta gente.
    Gent.mo Ing. Bassi, Le scriviamo in merito alla Sua offerta.
    Alla c.a. del Rag. Poli. | Oggetto: sollecito.
    Il Gen. C.A. Rossi e il Col. Bruni ispezionarono il reparto.
    L’on. Marini e il sen. a vita non erano in aula.
    Spett. Ditta, in allegato la fattura.
    Il Card. Verri, l'Arch. Moro e il Geom. Pini si sono incontrati.
    F.lli Conti Snc vende legname. | La sede è a Lucca.`,
  'an abbreviation of law leads on': `
    Visto l’art. 5, co. 2, del D.P.R. n. 445/2000, si dichiara quanto segue.
    Ai sensi degli artt. 1341 e 1342 c.c. le parti approvano le clausole. | Firma.
    Il Trib. Milano, sez. I, con sent. n. 33 del 2020, ha accolto il ricorso.
    Si applica l’art. 2043 c.c. | Il danneggiato ha diritto al risarcimento.
    La L. n. 241/1990 disciplina il procedimento. | Il T.U. la richiama.
    V. art. 7 del Reg. UE n. 679. | Cfr. anche il cons. 26.
    Come previsto dal precedente art. 12. | I termini decorrono da oggi.
    Si vedano le pagg. 10 e ss. del cap. III.
    Il d.lgs. n. 50/2016 (c.d. codice degli appalti) è abrogato.
    Rif. prot. n. 77 del 3.4.2021: si conferma.`,
  'a company form ends the sentence only before a word that opens one': `
    La Gamma S.p.A. | Il fatturato cresce.
    La Delta S.n.c. di Bruno Sala ha chiuso.
    Il socio di Omega S.r.l. ha venduto le quote. | Non è stato sostituito.
    Orsi & C. S.a.s. produce vini.`,
  'an abbreviation that may end a sentence does so before a capital': `
    Servono carta, penne, ecc. | Le matite non bastano.
    Comprò vino, pane ecc. e tornò a casa.
    Accadde nel 44 a.C. | Cesare fu ucciso in Senato.
    Nel 753 a.C. Roma fu fondata.
    Il tempio risale al II sec. d.C. e fu restaurato.
    Il pacco pesa 3 kg. | Arriverà domani.
    Corre i 100 m. in dieci secondi.`,
  'initials belong to the name': `
    A. Manzoni scrisse I promessi sposi. | G. Leopardi morì a Napoli.
    Il saggio di M. R. Bianchi è noto.
    Piazza G. B. Vico è chiusa.
    Il ministro J.F. Kennedy jr. ha parlato.
    S. Giovanni e SS. Pietro e Paolo sono patroni.
    La vitamina D. | Ne serve poca.
    Luigi XIV. | Il Re Sole.
    Si veda la lettera A. | Il testo è chiaro.`,
  'a number keeps its stop': `
    La versione 3.1.4 costa 1.250,00 euro. | Scaricatela.
    Il volo parte alle 18.45 dal gate B. | Il check-in chiude prima.
    1. Premere il tasto. | 2. Attendere il segnale.
    a) prima voce; | b) seconda voce.
    Il 2° classificato vinse. | Il 3° no.
    Nacque nel 1961. | Morì nel 2020.
    Gli indirizzi 10.0.0.1 e 10.0.0.2 sono riservati.
    Art. 3. Definizioni.
    1. Primo punto. | 2. Secondo punto. | 3. Terzo punto.
    Abito in via Po, n. 4, int. 2. | Si prega di suonare.
    Visto il D.P.R. 28 dicembre 2000, n. 445 e s.m.i. | Si allega copia.
    Fiorì nel sec. XVI. | Poi decadde.`,
  'a quotation stays in the sentence that holds it': `
    «Sei pronta?» chiese Luca. | «Quasi», rispose lei.
    “Attento! C’è un gradino!” disse la guida.
    Gridò: «Al fuoco!» e corse via.
    Ha detto: "Non so." | Poi tacque.
    «Arrivo subito.» | «Ti aspetto.»
    (Vedi sopra.) | Il resto segue.
    L’articolo («Il Sole. La luna» di E. Poli) è uscito.
    – Chi è? – domandò il portiere. | – Sono io.`,
  'dots trail off, or end a sentence': `
    Non so... forse domani.
    Era tardi... | Nessuno rispose.
    Ma… che fai?
    Bene! | Avanti così!
    Davvero?! | Non ci credo.
    Ehi! disse il vecchio.
    […] Il racconto riprende.`,
  'addresses are not sentences': `
    Scrivere a mario.rossi@ditta.it o visitare www.ditta.it. | Grazie.
    Il file prova.txt è in C:\\dati. | Aprilo.
    Vedi https://esempio.org/a.b?c=d.e per i dettagli.
    Tel. 055.123456 – Fax 055.654321.`,
  'a colon or semicolon goes on': `
    Nome: Luca. | Cognome: Verdi.
    Attenzione: superficie calda!
    Prese il pane; il latte era finito.
    Ecco la lista: mele, pere, uva.`,
  'a semicolon parts clauses only in a very long sentence, or before a connective or a capital': `
    Ha ordinato da anni i nuovi treni con cui vorrebbe rinnovare le linee che la crisi ha trascurato; nel 2023, però, ne ha ricevuti soltanto due, destinati a una linea secondaria.
    Per ogni settimana di ritardo imputabile al venditore è dovuta una penale pari allo 0,5 % del prezzo; la penale complessiva non può superare il 5 %.
    Il consiglio ha approvato a larga maggioranza il bilancio presentato dalla giunta dopo una discussione durata quasi dodici ore nella sala grande; | le opposizioni hanno lasciato l’aula prima del voto per protesta contro il rifiuto di rinviare la seduta alla settimana successiva.
    Chi riceve la merce deve controllarla davanti al vettore; | inoltre, deve annotare ogni danno.
    Non è urgente; inoltre, costa poco.
    Il locatore consegna le chiavi al momento della firma; | Il conduttore le restituisce alla fine.`,
  'the number of a recital opens it, a word that is no abbreviation does not lead on': `
    Sono opportune misure di accompagnamento. | ( 29 ) È necessario disporre di norme.
    Nota. | In caso di gelo la pompa si ferma.
    Lo stile di A.C. Rossi è noto.`,
  'a small letter goes on, even after a stray stop': `
    Secondo i servizi segreti stranieri. europei e americani, il piano è fallito.
    La casa era vuota. così disse il vicino.`,
  'capitals with accents begin sentences': `
    È tardi. | È ora di andare. | Ì e Ù sono rare.
    La nonna non c’è. | Torna domani.
    Perché no? | Può darsi. | Così è.`,
};

for (const [name, lines] of Object.entries(GROUPS)) {
  test.each(lines.trim().split(/\n\s*/))(`${name}: %s`, (line) => {
    const wanted = line.split(' | ');
    expect(split(wanted.join(' '))).toEqual(wanted);
  });
}
