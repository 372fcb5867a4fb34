import type { MemoryPage, MemoryQuery } from '../../../../shared/contract/memory-edit.ts';
import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { TextSearch } from '../memories/text-search.ts';
import type { LanguagePair } from './candidates.ts';
import { candidatesOf } from './candidates.ts';
import type { PairKnowledge } from './knowledge.ts';
import { learnKnowledge } from './knowledge.ts';
import { rowsOf } from './rows.ts';
import type { Found } from './search.ts';
import { searchUnits } from './search.ts';
import { allUnits, listOf } from './unit-numbers.ts';

/** How long one call goes on searching, in milliseconds; the next call goes on from there. */
const TURN_MS = 100;
/** Searches whose results are kept: a window or two, each with the search before. */
const KEPT = 4;
/** Up to this many units are looked up one by one; for more, all numbers of the memory are read. */
const FEW = 20_000;

export interface PageRequest extends LanguagePair {
  readonly memory: string;
  readonly query: MemoryQuery;
  readonly from: number;
  readonly count: number;
  readonly fresh?: boolean | undefined;
}

/** The results of one search, which grow while it goes on. Units that change stay in it; those deleted go. */
class Results {
  units: number[] = [];
  /** The group of each unit. */
  groups: number[] | null = null;
  searched = 0;
  complete = false;
  generation: number;
  readonly #search: Generator<Found>;
  #lastGroup = 0;
  #failure: Error | null = null;

  constructor(search: Generator<Found>, generation: number) {
    this.#search = search;
    this.generation = generation;
  }

  /** Goes on until a time, or until a number of units is found. */
  advance(until: number, enough = Number.POSITIVE_INFINITY): void {
    while (!this.complete && performance.now() < until && this.units.length < enough) {
      const next = this.#step();
      if (next.done) {
        this.complete = true;
        this.searched = 1;
        return;
      }
      this.#take(next.value);
    }
  }

  #step(): IteratorResult<Found> {
    if (this.#failure) throw this.#failure;
    try {
      return this.#search.next();
    } catch (error) {
      // A generator that threw would pretend to be done when it is asked again.
      this.#failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }

  /** Forgets units that are gone. */
  settle(memory: ReadConnection, generation: number): void {
    if (generation === this.generation) return;
    this.generation = generation;
    const found =
      this.units.length <= FEW
        ? listOf(memory, 'SELECT id FROM unit WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(this.units))
        : allUnits(memory);
    if (this.units.length <= FEW && found.length === this.units.length) return;
    const present = new Uint8Array(found.reduce((most, unit) => Math.max(most, unit), 0) + 1);
    for (const unit of found) present[unit] = 1;
    const { units, groups } = this;
    this.groups = groups && groups.filter((_, i) => present[units[i] ?? 0] === 1);
    this.units = units.filter((unit) => present[unit] === 1);
  }

  #take({ units, groups, searched }: Found): void {
    for (const unit of units) this.units.push(unit);
    this.searched = searched;
    if (!groups) return;
    this.groups ??= [];
    for (const size of groups) {
      this.#lastGroup++;
      for (let i = 0; i < size; i++) this.groups.push(this.#lastGroup);
    }
  }
}

/** The searches under way and done in the memories that a reader has looked into. */
export class MemoryResults {
  readonly #open: (path: string) => ReadConnection;
  readonly #texts: TextSearch;
  readonly #results = new Map<string, Results>();
  readonly #knowledge = new Map<string, PairKnowledge>();

  constructor(open: (path: string) => ReadConnection, texts: TextSearch = new TextSearch()) {
    this.#open = open;
    this.#texts = texts;
  }

  /** Part of what a search has found so far, after going on with it for a moment. */
  page(request: PageRequest): MemoryPage {
    const { memory: path, from, count, sourceLang, targetLang } = request;
    const results = this.#find(request);
    // What one sees first comes at once; the rest is counted by the calls that follow.
    const enough = request.fresh && count > 0 ? from + count : undefined;
    results.advance(performance.now() + TURN_MS, enough);
    const units = results.units.slice(from, from + count);
    return {
      total: results.units.length,
      complete: results.complete,
      searched: results.searched,
      rows: rowsOf(this.#open(path), units, results.groups?.slice(from, from + count) ?? null, {
        sourceLang,
        targetLang,
      }),
    };
  }

  /** The numbers of units from one position to another, once the search is done. */
  ids(request: Omit<PageRequest, 'fresh'>): number[] {
    const results = this.#find(request);
    results.advance(Number.POSITIVE_INFINITY);
    return results.units.slice(request.from, request.from + request.count);
  }

  /** How well the texts of units fit. */
  fits(path: string, units: readonly number[], pair: LanguagePair): (number | null)[] {
    const memory = this.#open(path);
    const { pairs } = this.#know(path, pair);
    const found = new Map(candidatesOf(memory, units, pair).map((it) => [it.unit, it]));
    return units.map((unit) => {
      const { source, target } = found.get(unit) ?? { source: null, target: null };
      return source && target && source.norm !== '' && target.norm !== '' ? pairs.fit(source.norm, target.norm) : null;
    });
  }

  #find({ memory: path, query, sourceLang, targetLang, fresh }: Omit<PageRequest, 'from' | 'count'>): Results {
    const memory = this.#open(path);
    const generation = readCounter(memory, 'generation');
    const key = JSON.stringify([path, sourceLang, targetLang, query]);
    const known = fresh ? undefined : this.#results.get(key);
    this.#results.delete(key);
    const pair = { sourceLang, targetLang };
    const results =
      known ??
      new Results(
        searchUnits(query, {
          memory: () => this.#open(path),
          pair,
          knowledge: () => this.#know(path, pair),
          texts: this.#texts,
        }),
        generation,
      );
    results.settle(memory, generation);
    this.#results.set(key, results);
    const [oldest] = this.#results.keys();
    if (this.#results.size > KEPT && oldest !== undefined) this.#results.delete(oldest);
    return results;
  }

  #know(path: string, pair: LanguagePair): PairKnowledge {
    const key = JSON.stringify([path, pair.sourceLang, pair.targetLang]);
    let known = this.#knowledge.get(key);
    if (!known) {
      known = learnKnowledge(this.#open(path), pair);
      this.#knowledge.set(key, known);
    }
    return known;
  }
}
