import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { Gunzip, Unzip, UnzipInflate } from 'fflate';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { TmxSink } from '../../../../shared/formats/tmx/builder.ts';
import type { TmxReport } from '../../../../shared/formats/tmx/reader.ts';
import { TmxReader } from '../../../../shared/formats/tmx/reader.ts';
import { refuseLarge } from '../files.ts';
import { namedIn } from '../in-file.ts';

const CHUNK = 1 << 20;
/** What a compressed file may unfold to: no honest memory has more, and text seldom shrinks to less than a fiftieth. */
const UNPACKED_LIMIT = 32 * 2 ** 30;
const RATIO_LIMIT = 200;
const RATIO_FROM = 64 * 2 ** 20;
const ENTRIES_LIMIT = 1_000;

/** Told how many bytes of how many are read; may throw to stop. */
export type ByteProgress = (done: number, total: number) => void;

/**
 * Reads a TMX file, plain, in gzip or in a ZIP (every `.tmx` in it), piece by piece in constant memory. Throws
 * FormatError, with the file in front of its message, for what cannot be used; units handed over before must be dropped.
 */
export function readTmxFile(file: string, sink: TmxSink, progress: ByteProgress): TmxReport {
  refuseLarge(file, Number.MAX_SAFE_INTEGER);
  try {
    const source = new TmxSource(file, sink);
    eachChunk(file, (bytes, done, total) => {
      source.push(bytes, done);
      progress(done, Math.max(total, done));
    });
    return source.end();
  } catch (error) {
    throw named(error, file);
  }
}

function eachChunk(file: string, take: (bytes: Uint8Array, done: number, total: number) => void): void {
  const handle = openSync(file, 'r');
  try {
    const { size } = statSync(file);
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let done = 0; ;) {
      const length = readSync(handle, buffer, 0, CHUNK, null);
      if (length === 0) return;
      done += length;
      take(buffer.subarray(0, length), done, size);
    }
  } finally {
    closeSync(handle);
  }
}

/** `FILE:LINE:COLUMN: what is wrong`, for the format's own errors and those of a broken archive. */
function named(error: unknown, file: string): unknown {
  // fflate throws plain errors with a number for data that is no archive.
  if (error instanceof Error && typeof (error as { code?: unknown }).code === 'number') return damaged(file);
  return namedIn(file, error);
}

function damaged(file: string): CoreError {
  return new CoreError('format', `${file}: the archive is damaged or incomplete; get a complete copy`, {
    path: file,
    key: 'archive.damaged',
  });
}

interface Unpacker {
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

/** Takes the bytes of a file as they come and hands those of the TMX files in it to readers. */
class TmxSource {
  readonly #file: string;
  readonly #sink: TmxSink;
  readonly #reports: TmxReport[] = [];
  #unpacker: Unpacker | undefined;
  #reader: TmxReader | undefined;
  #unpacked = 0;
  #packed = 0;

  constructor(file: string, sink: TmxSink) {
    this.#file = file;
    this.#sink = sink;
  }

  push(bytes: Uint8Array, done: number): void {
    this.#packed = done;
    this.#unpacker ??= this.#choose(bytes);
    this.#unpacker.push(bytes);
  }

  end(): TmxReport {
    const unpacker = this.#unpacker ?? this.#plain();
    unpacker.end();
    const [first] = this.#reports;
    if (!first) {
      throw new CoreError('format', `${this.#file}: there is no .tmx file in this archive; choose another file`, {
        path: this.#file,
        key: 'archive.noTmx',
      });
    }
    const sum = (of: (report: TmxReport) => number): number => this.#reports.reduce((all, one) => all + of(one), 0);
    return {
      version: first.version,
      units: sum(({ units }) => units),
      rejected: sum(({ rejected }) => rejected),
      repaired: sum(({ repaired }) => repaired),
    };
  }

  #choose(start: Uint8Array): Unpacker {
    if (start[0] === 0x1f && start[1] === 0x8b) return this.#gzip();
    if (start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4) return this.#zip();
    return this.#plain();
  }

  #plain(): Unpacker {
    this.#begin();
    return { push: (bytes) => this.#reader?.push(bytes), end: () => this.#finish() };
  }

  #gzip(): Unpacker {
    this.#begin();
    let ended = false;
    const gunzip = new Gunzip((bytes, final) => {
      this.#take(bytes);
      ended ||= final;
    });
    return {
      push: (bytes) => gunzip.push(new Uint8Array(bytes), false),
      end: () => {
        gunzip.push(new Uint8Array(0), true);
        if (!ended) throw damaged(this.#file);
        this.#finish();
      },
    };
  }

  #zip(): Unpacker {
    let entries = 0;
    let open = false;
    const unzip = new Unzip((entry) => {
      if (++entries > ENTRIES_LIMIT) throw this.#tooLarge();
      if (!/\.tmx$/i.test(entry.name)) return;
      entry.ondata = (error, bytes, final) => {
        if (error) throw damaged(this.#file);
        if (!open) this.#begin();
        open = !final;
        this.#take(bytes);
        if (final) this.#finish();
      };
      entry.start();
    });
    unzip.register(UnzipInflate);
    return {
      push: (bytes) => unzip.push(new Uint8Array(bytes), false),
      end: () => {
        unzip.push(new Uint8Array(0), true);
        if (open) throw damaged(this.#file);
      },
    };
  }

  #begin(): void {
    this.#reader = new TmxReader(this.#sink);
  }

  #take(bytes: Uint8Array): void {
    this.#unpacked += bytes.length;
    const bomb = this.#unpacked > RATIO_FROM && this.#unpacked > this.#packed * RATIO_LIMIT;
    if (bomb || this.#unpacked > UNPACKED_LIMIT) throw this.#tooLarge();
    this.#reader?.push(bytes);
  }

  #finish(): void {
    if (this.#reader) this.#reports.push(this.#reader.end());
    this.#reader = undefined;
  }

  #tooLarge(): CoreError {
    return new CoreError('format', `${this.#file}: this archive unfolds to far more than its size; it is refused`, {
      path: this.#file,
      key: 'archive.bomb',
    });
  }
}
